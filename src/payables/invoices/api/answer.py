"""An invoice as the API shows it, and the versions that clients see and send back."""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

from litestar import Response

from payables.access import queries as access
from payables.audit import queries as audit
from payables.catalog.model import entry_ref
from payables.catalog.queries.items import ShownItem
from payables.coding.model import HEADER, Origin
from payables.coding.queries.origins import standing
from payables.custom_fields.model import Subject
from payables.invoices.api.shown_approvals import add_approvers
from payables.invoices.api.shown_coding import shown_coding
from payables.invoices.api.shown_paper import shown_paper
from payables.invoices.api.shown_splits import shown_splits
from payables.invoices.api.shown_sums import shown_sums
from payables.invoices.model import Image, Invoice, Item, PaymentStatus, Reason, Split, payment_status
from payables.invoices.queries import records
from payables.invoices.queries.coded_as import tag_of
from payables.invoices.queries.papers import paper_of
from payables.invoices.queries.parts import Parts, parts_of
from payables.invoices.queries.records import Seen
from payables.invoices.rules.field_table import OWN, OWN_OF_LINE
from payables.invoices.rules.reasons import COMPUTED
from payables.invoices.rules.sums import Sums, add_up
from payables.invoices.schema.invoice import (
    AttentionReason,
    CatalogMatch,
    CodingOrigin,
    HistoryEntry,
    InvoiceDetail,
    InvoiceImage,
    InvoiceObject,
    ItemObject,
    ItemsProcessingResult,
    OnHold,
    PaymentInfo,
)
from payables.platform.db import Transaction
from payables.platform.http.encode import JsonResponse
from payables.platform.http.etag import etag_of
from payables.platform.http.instants import twins
from payables.platform.http.request import ApiRequest

# A list shows hundreds of them a second: all their own fields at once.
_own, _own_of_line = attrgetter(*OWN.values()), attrgetter(*OWN_OF_LINE)


async def answer_detail(
    request: ApiRequest,
    invoice_id: object,
    *,
    expand: frozenset[str] = frozenset(),
    items_result: ItemsProcessingResult | None = None,
    status: int = 200,
) -> Response[InvoiceDetail]:
    """The detail of an invoice as it is now, with its ETag. Raises NotFound."""
    seen = await records.seen(request.tx, request.caller, str(invoice_id))
    parts = await parts_of(request.tx, [seen.invoice], items=True)
    detail = _detail(seen, parts, _base_url(request), request.answer_version)
    if items_result is not None:
        detail.items_processing_result = items_result
    if "history" in expand:
        detail.history = await _history(request, seen.invoice)
    if "extraction" in expand:
        paper = await paper_of(request.tx, seen.invoice.upload_id)
        detail.extraction = shown_paper(paper, parts.images.get(seen.invoice.id, []))
    if "sums" in expand:
        detail.sums = shown_sums(_sums(seen.invoice, parts))
    etag = etag_of(seen.invoice.version, tag_of(seen, parts))
    if "approvers" in expand:
        await add_approvers(request.tx, [seen.invoice], [detail], [etag])
    return JsonResponse(detail, status_code=status, headers={"ETag": etag})


async def detail_of(tx: Transaction, seen: Seen, base_url: str, version: str) -> InvoiceDetail:
    """An invoice in full, for whoever may see it; `version` is that of the API."""
    return _detail(seen, await parts_of(tx, [seen.invoice], items=True), base_url, version)


def _detail(seen: Seen, parts: Parts, base_url: str, version: str) -> InvoiceDetail:
    return InvoiceDetail(
        version=version,
        gl_splits=shown_splits(seen.invoice, parts.splits.get(seen.invoice.id, []), parts),
        **_fields(base_url, seen, parts, items=True),
    )


def shown(request: ApiRequest, seen: Seen, parts: Parts, *, items: bool) -> InvoiceObject:
    """An invoice of a list."""
    return InvoiceObject(**_fields(_base_url(request), seen, parts, items=items))


def _reason(reason: Reason) -> AttentionReason:
    is_confirmable = reason.code not in COMPUTED
    return AttentionReason(reason.code, reason.message, reason.field, reason.other_invoice_id, is_confirmable)


def _base_url(request: ApiRequest) -> str:
    return request.scope["state"]["settings"].base_url


def _fields(base_url: str, seen: Seen, parts: Parts, *, items: bool) -> dict[str, Any]:
    invoice, id = seen.invoice, str(seen.invoice.id)
    fields: dict[str, Any] = {
        "id": id,
        "invoice_id": invoice.invoice_id,
        "number": invoice.number,
        "ottimate_company_id": invoice.company_id,
        "ottimate_location_id": invoice.location_id,
        "ottimate_location_name": seen.location_name,
        "ottimate_vendor_id": invoice.vendor_id,
        "ottimate_vendor_name": seen.erp_vendor_name or invoice.vendor_as_read,
        "erp_vendor_id": seen.erp_vendor_id,
        "status": seen.status,
        "last_modified_user": seen.modified_by.person if seen.modified_by else None,
        "reasons": [_reason(reason) for reason in invoice.reasons],
        "error": _error(invoice),
        "has_price_variance": invoice.has_price_variance,
        "has_unmatched_items": invoice.has_unmatched_items,
        "on_hold": OnHold(seen.held is not None, seen.held),
        "reference_id": str(invoice.reference_id or invoice.upload_id) if invoice.upload_id else None,
        "url": f"{base_url}/invoices/{id}",
        "images": [shown_image(image, invoice, base_url) for image in parts.images.get(invoice.id, [])],
        "dimensions": shown_coding(invoice.dimensions, parts),
        "custom_fields": parts.numbers.shown(invoice.company_id, Subject.INVOICE, invoice.custom_fields),
        "export_transaction_id": invoice.export_transaction_id,
        "export_job_id": str(invoice.export_job) if invoice.export_job else None,
    }
    fields.update(zip(OWN, _own(invoice), strict=True))
    fields.update(twins("created_at", invoice.created_at))
    fields.update(twins("approved_date", invoice.approved_at))
    fields.update(twins("exported_date", invoice.exported_at))
    fields.update(twins("last_modified_date", invoice.updated_at))
    fields.update(_payment(invoice))
    if items:
        fields["coding"] = _origins(parts.origins.get(invoice.id, {}).get(HEADER, {}), invoice.dimensions)
        by_line: dict[int | None, list[Split]] = {}
        for split in parts.splits.get(invoice.id, []):
            by_line.setdefault(split.item_id, []).append(split)
        lines = parts.items.get(invoice.id, [])
        fields["items"] = [_item(item, invoice, parts, by_line.get(item.id, [])) for item in lines]
    return fields


def _payment(invoice: Invoice) -> dict[str, Any]:
    total, status = invoice.total_amount, payment_status(invoice.total_amount, invoice.paid_amount)
    owed = None if total is None else total - invoice.paid_amount
    fields: dict[str, Any] = {"payment_status": status, "outstanding_balance": owed}
    if status is PaymentStatus.PAID:
        fields["payment_info"] = PaymentInfo(invoice.payment_method, invoice.payment_reference)
    return fields


def _error(invoice: Invoice) -> str | None:
    if not invoice.reasons and not invoice.flag_reason:
        return None
    sentences = [invoice.flag_reason, *(reason.message for reason in invoice.reasons)]
    return " ".join(sentence for sentence in sentences if sentence) or None


def shown_image(image: Image, invoice: Invoice, base_url: str) -> InvoiceImage:
    """A file with the address it is downloaded from."""
    url = f"{base_url}/v1/invoices/{invoice.id}/images/{image.id}"
    return InvoiceImage(image.id, url, image.filename, image.media_type, image.pages)


def _item(item: Item, invoice: Invoice, parts: Parts, splits: Sequence[Split]) -> ItemObject:
    return ItemObject(
        id=item.id,
        description=item.description or item.name,
        line_cost=item.amount,
        **dict(zip(OWN_OF_LINE, _own_of_line(item), strict=True)),
        dimensions=shown_coding(item.dimensions, parts),
        coding=_origins(parts.origins.get(invoice.id, {}).get(item.id, {}), item.dimensions),
        custom_fields=parts.numbers.shown(invoice.company_id, Subject.ITEM, item.custom_fields),
        gl_splits=shown_splits(invoice, splits, parts),
        catalog=_catalog(parts.catalog.get(item.id)),
    )


def _catalog(found: ShownItem | None) -> CatalogMatch | None:
    if found is None:
        return None
    return CatalogMatch(
        entry_ref(found.entry) if found.entry is not None else None,
        found.item_name,
        found.state,
        found.confidence,
        found.pack_price,
        found.effective_price,
        found.price_variance,
        found.problem,
    )


def _origins(written: Mapping[str, Origin], dimensions: Mapping[str, str]) -> dict[str, CodingOrigin]:
    return {
        type_.upper(): CodingOrigin(o.source, str(o.rule_id) if o.rule_id else None, o.reason, o.confidence)
        for type_, o in standing(written, dimensions).items()
    }


def _sums(invoice: Invoice, parts: Parts) -> Sums:
    amounts = [line.amount for line in parts.items.get(invoice.id, [])]
    total, tax, discount = invoice.total_amount, invoice.total_tax, invoice.discount_amount
    return add_up(amounts, invoice.currency, total=total, tax=tax, discount=discount)


async def _history(request: ApiRequest, invoice: Invoice) -> list[HistoryEntry]:
    entries = await audit.entries_of(request.tx, "invoice", invoice.id)
    people = await access.people(request.tx, (entry.actor_id for entry in entries))
    return [
        HistoryEntry(
            id=entry.number,
            **twins("date", entry.at),
            reason=entry.action.removeprefix("invoice."),
            message=entry.message,
            user=people.get(entry.actor_id),
        )
        for entry in entries
    ]
