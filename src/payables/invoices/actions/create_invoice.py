"""Enter an invoice from structured data (contract/invoices-and-catalog.md section 3.4)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from payables.accounts import queries as accounts
from payables.accounts.model import Company, Location
from payables.custom_fields import queries as custom_fields
from payables.custom_fields.model import Subject
from payables.dimensions import queries as dimensions
from payables.invoices.actions.choose_location import check_open
from payables.invoices.actions.choose_vendor import choose_vendor
from payables.invoices.actions.enter_invoice import enter_invoice
from payables.invoices.actions.keep_files import keep_files
from payables.invoices.actions.request_images import request_images
from payables.invoices.model import Draft, Entered, Image, LineDraft
from payables.invoices.rules.field_table import OWN, OWN_OF_LINE
from payables.invoices.rules.fields import currency_of, read_header, read_new_lines, read_place
from payables.invoices.rules.image_reasons import pending
from payables.invoices.rules.images import read_image_urls, read_sent_images
from payables.kit.errors import InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.files import FileStore
from payables.vendors.model import Vendor


async def create_invoice(
    tx: Transaction,
    caller: Caller,
    files: FileStore,
    sent: Mapping[str, Any],
    *,
    largest_file: int,
    imported_at: datetime | None = None,
) -> Entered:
    """`sent` holds the fields of an import item plus ottimate_company_id, ottimate_vendor_id and raw_images; `imported_at` is when
    the import was asked for that it is a row of.

    Only the location is required: whatever else is missing becomes a reason of the invoice.
    Raises NotFound, OutOfScope, LocationOfAnotherCompany, InvalidFields.
    """
    company, location = await _place(tx, caller, sent)
    currency = currency_of(sent, company.currency)
    header = read_header(sent, currency)
    lines, line_faults = read_new_lines(sent.get("items"), currency)
    images, image_faults = read_sent_images(sent, largest_file)
    urls, url_faults = read_image_urls(sent)
    if faults := [*header.faults, *line_faults, *image_faults, *url_faults]:
        raise InvalidFields(faults)
    vendor = await choose_vendor(tx, caller, company.id, header.values, may_create=False)
    coding = await _coding(tx, company.id, header.values.get("dimensions") or {}, lines)
    fields = await _custom_fields(tx, company.id, header.values.get("custom_fields"), lines)
    stored = await keep_files(tx, files, images or [])
    draft = _draft(location, vendor, header.values, currency, coding, fields, lines, stored)
    if imported_at is not None:
        draft.source, draft.sent_at = "import", imported_at
    draft.extra_reasons = [pending(len(urls))] if urls else []
    entered = await enter_invoice(
        tx, draft, entered_by=caller.user_id, approval_mode=caller.approval_mode, vendor=vendor
    )
    await request_images(tx, entered.id, urls)
    return entered


async def _place(tx: Transaction, caller: Caller, sent: Mapping[str, Any]) -> tuple[Company, Location]:
    place = read_place(sent)
    if place.faults:
        raise InvalidFields(place.faults)
    location_id, company_id = place.values["ottimate_location_id"], place.values.get("ottimate_company_id")
    company, location = await accounts.placed(tx, caller, location_id, company_id=company_id)
    check_open(location)
    return company, location


async def _coding(
    tx: Transaction, company_id: int, header: Mapping[str, Any], lines: list[dict[str, Any]]
) -> dict[str, dict[str, str]]:
    """Path -> type -> dimension id, for the header and all lines in one look-up."""
    wanted = {"dimensions": header}
    wanted |= {f"items[{n}].dimensions": line.get("dimensions") or {} for n, line in enumerate(lines)}
    resolved = await dimensions.resolve_all(tx, company_id, wanted)
    if resolved.faults:
        raise InvalidFields(resolved.faults)
    return {path: {type_: found.id for type_, found in coded.items()} for path, coded in resolved.found.items()}


async def _custom_fields(
    tx: Transaction, company_id: int, header: Mapping[str, Any] | None, lines: list[dict[str, Any]]
) -> dict[str, dict[str, Any] | None]:
    """Path -> values with defaults, for the header and all lines in one look-up."""
    wanted = {"custom_fields": (Subject.INVOICE, header)}
    wanted |= {f"items[{n}].custom_fields": (Subject.ITEM, line.get("custom_fields")) for n, line in enumerate(lines)}
    resolved = await custom_fields.resolve_all(tx, company_id, wanted)
    if resolved.faults:
        raise InvalidFields(resolved.faults)
    return resolved.found


def _draft(
    location: Location,
    vendor: Vendor | None,
    values: Mapping[str, Any],
    currency: str,
    coding: Mapping[str, dict[str, str]],
    fields: Mapping[str, dict[str, Any] | None],
    lines: list[dict[str, Any]],
    images: list[Image],
) -> Draft:
    own: dict[str, Any] = {OWN[name]: value for name, value in values.items() if name in OWN}
    own["currency"] = currency
    return Draft(
        company_id=location.company_id,
        location_id=location.id,
        source="api",
        vendor_id=vendor.id if vendor else None,
        dimensions=coding["dimensions"],
        custom_fields=fields["custom_fields"],
        items=[
            _line(line, coding[f"items[{n}].dimensions"], fields[f"items[{n}].custom_fields"])
            for n, line in enumerate(lines)
        ],
        images=images,
        **own,
    )


def _line(values: Mapping[str, Any], coded: dict[str, str], fields: dict[str, Any] | None) -> LineDraft:
    return LineDraft(dimensions=coded, custom_fields=fields, **{name: values.get(name) for name in OWN_OF_LINE})
