"""Sending documents and following them until they can be read."""

import asyncio
import time
import unicodedata
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass

from payables.app.demo.answers import Invoice, Upload
from payables.app.demo.client import RefusedByApi
from payables.app.demo.documents import Document, waves
from payables.app.demo.errors import NothingRead
from payables.app.demo.outcome import DocumentOutcome
from payables.app.demo.tenant import Tenant

SECONDS_BETWEEN_LOOKS = 0.1
LONGEST_SILENCE = 180.0
UPLOADS_AT_ONCE = 4
SENT_BEFORE = "idempotency_key_reused"


@dataclass(slots=True)
class Sent:
    """A document on its way. `at` is when it was sent (monotonic seconds); None when an earlier run sent it."""

    document: Document
    reference_id: str
    at: float | None


async def read_all(
    tenants: Mapping[str, Tenant], documents: list[Document], on_outcome: Callable[[DocumentOutcome], None]
) -> None:
    """Every document ends in one outcome. `tenants` by key. Raises NothingRead when the worker seems to be gone."""
    for wave in waves(documents):
        sent = await _send_wave(tenants, wave)
        for outcome in sent:
            if isinstance(outcome, DocumentOutcome):
                on_outcome(outcome)
        on_the_way = [each for each in sent if isinstance(each, Sent)]
        await asyncio.gather(
            *(
                _follow(tenant, [each for each in on_the_way if each.document.tenant == key], on_outcome)
                for key, tenant in tenants.items()
            )
        )


async def refresh(tenant: Tenant, outcome: DocumentOutcome) -> None:
    """What its invoice is now."""
    if outcome.invoice:
        outcome.invoice = await _invoice(tenant, outcome.invoice.id)
        outcome.status = outcome.status if outcome.duplicate else outcome.invoice.status


async def _send_wave(tenants: Mapping[str, Tenant], wave: list[Document]) -> list[Sent | DocumentOutcome]:
    places = asyncio.Semaphore(UPLOADS_AT_ONCE)

    async def send(document: Document) -> Sent | DocumentOutcome:
        async with places:
            return await _send(tenants[document.tenant], document)

    return await asyncio.gather(*map(send, wave))


async def _send(tenant: Tenant, document: Document) -> Sent | DocumentOutcome:
    """What cannot be sent is an outcome already."""
    location = tenant.location(document.location)
    started = time.monotonic()
    try:
        return Sent(document, await tenant.client.upload(document, location.id), started)
    except OSError as error:
        return DocumentOutcome(document, "unreadable", problem=f"The file cannot be opened: {error.strerror}.")
    except RefusedByApi as error:
        if error.code != SENT_BEFORE:
            return DocumentOutcome(document, "refused", problem=str(error))
    earlier = await _find(tenant, document, location.id)
    return (
        Sent(document, earlier.id, None)
        if earlier
        else DocumentOutcome(document, "lost", problem="Its upload is not found.")
    )


async def _follow(tenant: Tenant, sent: list[Sent], on_outcome: Callable[[DocumentOutcome], None]) -> None:
    """Each outcome as soon as the document can be read, or has failed."""
    waiting = {each.reference_id: each for each in sent}
    heard = time.monotonic()
    while waiting:
        async for upload in _uploads(tenant, set(waiting)):
            if upload.finished:
                each = waiting.pop(upload.id)
                heard = time.monotonic()
                seconds = None if each.at is None else heard - each.at
                on_outcome(await _outcome(tenant, each.document, upload, seconds))
        if waiting:
            if time.monotonic() - heard > LONGEST_SILENCE:
                raise NothingRead(seconds=LONGEST_SILENCE, count=len(waiting))
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)


async def _uploads(tenant: Tenant, wanted: set[str]) -> AsyncIterator[Upload]:
    """Newest first, so that those just sent stand in front."""
    missing = set(wanted)
    async for upload in tenant.client.pages("/v1/invoices/uploads", "results", Upload, all="true"):
        if upload.id in missing:
            missing.remove(upload.id)
            yield upload
        if not missing:
            return


async def _find(tenant: Tenant, document: Document, location_id: int) -> Upload | None:
    """The upload of an earlier run, by file name and location; rather the first than a repeated one."""
    name = unicodedata.normalize("NFC", document.name)
    found: Upload | None = None
    query = {"all": "true", "ottimate_location_id": location_id}
    async for upload in tenant.client.pages("/v1/invoices/uploads", "results", Upload, **query):
        if upload.filename == name and (found is None or found.duplicate_of):
            found = upload
    return found


async def _outcome(tenant: Tenant, document: Document, upload: Upload, seconds: float | None) -> DocumentOutcome:
    invoice = await _invoice(tenant, upload.invoice_ids[0]) if upload.invoice_ids else None
    outcome = DocumentOutcome(document, upload.status, seconds, upload.id, invoice)
    if upload.status == "duplicate":
        # Of the samples it is known which are copies. Any other was sent in an earlier run, and its original is it.
        outcome.duplicate = document.copy_of is not None or document.truth is None
    if upload.error:
        outcome.problem = upload.error.message
    if invoice and not outcome.duplicate:
        outcome.status = invoice.status
    return outcome


async def _invoice(tenant: Tenant, id: str) -> Invoice:
    return await tenant.client.get(f"/v1/invoices/{id}", Invoice, expand="extraction")
