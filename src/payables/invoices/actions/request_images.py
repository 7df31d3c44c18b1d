"""Have the files of an invoice fetched from addresses (contract/invoices-and-catalog.md section 3.3, image_urls)."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from payables.audit.actions.record import record
from payables.invoices.rules.images import name_of
from payables.invoices.store import fetches as store
from payables.kit.web_address import WebAddress
from payables.platform.db import Transaction
from payables.platform.queue import enqueue
from payables.platform.turns import Line, give_turn

# Longer than a fetch may take; one account's slow hosts leave places for others.
FETCHES = Line(
    "image_fetches",
    "invoices.fetch_image",
    lease=timedelta(seconds=60),
    per_job=20,
    most_per_account=3,
    shortest_pause=timedelta(seconds=10),
)


async def request_images(tx: Transaction, invoice: UUID, addresses: Sequence[WebAddress]) -> None:
    """The worker fetches them and, when it has all, puts them in the place of the present files. Nothing is fetched inside
    a request. The caller holds the invoice's lock or has just made it, and gives it the reason `images_pending`."""
    if not addresses:
        return
    names = [name_of(address) for address in addresses]
    await store.insert_fetches(tx, invoice, [address.text for address in addresses], names)
    await give_turn(tx, FETCHES)
    for _ in addresses:
        enqueue(tx, FETCHES.job, {})
    record(tx, "invoice.images_requested", "invoice", invoice, after={"files": names}, message="Files to be fetched.")
