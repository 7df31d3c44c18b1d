"""Change an invoice (contract/invoices-and-catalog.md section 3.3)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from payables.coding.model import HEADER
from payables.custom_fields import queries as custom_fields
from payables.custom_fields.model import Subject
from payables.dimensions import queries as dimensions
from payables.invoices.actions.change_files import WantedFiles, change_files, keep_wanted
from payables.invoices.actions.change_lines import LinesChanged, change_lines
from payables.invoices.actions.choose_location import choose_location
from payables.invoices.actions.choose_vendor import NAMES as VENDOR_NAMES
from payables.invoices.actions.choose_vendor import choose_vendor
from payables.invoices.actions.code_change import code_change
from payables.invoices.actions.compare_chosen import compare_chosen
from payables.invoices.actions.keep_truth import keep_corrected
from payables.invoices.actions.match_orders import match_change
from payables.invoices.actions.settle_change import settle_change
from payables.invoices.actions.split_by_rules import split_anew
from payables.invoices.model import Invoice, Reason
from payables.invoices.queries import parts, records
from payables.invoices.rules.changeable import check_changeable
from payables.invoices.rules.changes import check_paid, fits_currency, header_of
from payables.invoices.rules.confirmed import check_confirm, with_confirmed
from payables.invoices.rules.content import Content
from payables.invoices.rules.field_table import LINES
from payables.invoices.rules.fields import currency_of, faults_of_lines, read_header
from payables.invoices.rules.named import header_named
from payables.invoices.rules.reasons import moved, unanswered
from payables.invoices.store import lines as store
from payables.kit.errors import InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.files import FileStore
from payables.vendors import queries as vendors


async def change_invoice(
    tx: Transaction,
    caller: Caller,
    files: FileStore,
    invoice_id: str,
    sent: Mapping[str, Any],
    *,
    largest_file: int,
    seen_version: int | None = None,
    code: bool = False,
    known: Content | None = None,
    asked_again: Sequence[Reason] | None = None,
) -> tuple[Invoice, LinesChanged | None]:
    """Only what was sent is changed; null takes a value away. With `code`, dimensions are looked up wherever one is
    missing. A material change starts approvals over and decides anew where the invoice goes; naming with a value
    anything that an approval covers clears a flag, also with the value it has (rules/named.py). A line that fails names
    nothing. With `confirm`, what is asked about it is answered (rules/confirmed.py). `known` is what belongs to the invoice,
    where it was read under the lock of its row already; the row itself may have moved since. `asked_again`, where a change
    is taken back, is what it had answered: this one answers nothing.

    Raises NotFound, Stale, InvoiceExported, InvoiceArchived, IllegalTransition, InvalidFields, OutOfScope,
    PaidAs, PaidInCurrency, LocationOfAnotherCompany, PermissionDenied.
    """
    wanted = await keep_wanted(tx, caller, files, invoice_id, sent, largest_file)
    invoice = await records.load_for_update(tx, caller, invoice_id)
    check_changeable(invoice, seen_version)
    before = replace(known, invoice=invoice) if known else await parts.content_of(tx, invoice)
    sent = with_confirmed(sent, invoice, before.items) if check_confirm(sent) else sent
    values = _read(sent, currency_of(sent, invoice.currency), wanted)
    header = await _header(tx, caller, invoice, values)
    check_paid(invoice, header)
    fits_currency(invoice, header, before.items, before.splits)
    lines = None
    if sent.get("items") is not None:
        lines = await change_lines(tx, invoice, before.items, sent["items"], header.currency)
    images = await change_files(tx, invoice.id, before.images, wanted)
    after = replace(before, invoice=header, items=lines.items if lines else before.items, images=images)
    gone = lines.gone if lines else ()
    after = replace(after, splits=[split for split in after.splits if split.item_id not in gone])
    after = await match_change(tx, before, after)
    after = await code_change(tx, before, after, _coded(values, before, header, lines), everything=code)
    after = await split_anew(tx, before, after)
    await store.delete_items(tx, invoice.id, gone)
    named = _named(values, before, header, lines, wanted) if asked_again is None else frozenset[str]()
    keep_corrected(tx, before, after, sent if asked_again is None else ())
    brought = [*wanted.reasons, *await compare_chosen(tx, invoice, header), *(asked_again or ())]
    standing = moved(unanswered(invoice.reasons, named), [item.id for item in before.items], gone)
    takes_back = asked_again is not None
    settled = await settle_change(tx, caller, before, after, named, brought, standing, takes_back=takes_back)
    return settled.invoice, lines


def _read(sent: Mapping[str, Any], currency: str, wanted: WantedFiles) -> dict[str, Any]:
    header = read_header(sent, currency)
    if faults := [*header.faults, *faults_of_lines(sent.get("items")), *wanted.faults]:
        raise InvalidFields(faults)
    return header.values


async def _header(tx: Transaction, caller: Caller, invoice: Invoice, values: Mapping[str, Any]) -> Invoice:
    """The invoice with its own new values."""
    changed = header_of(invoice, values)
    if "ottimate_location_id" in values:
        location = await choose_location(tx, caller, values["ottimate_location_id"], invoice.company_id)
        changed = replace(changed, location_id=location.id)
    if any(name in values for name in VENDOR_NAMES):
        vendor = await choose_vendor(tx, caller, invoice.company_id, values, may_create=True)
        changed = replace(changed, vendor_id=vendor.id if vendor else None)
    if "dimensions" in values:
        changed = replace(changed, dimensions=await _coding(tx, invoice.company_id, values["dimensions"] or {}))
    if "custom_fields" in values:
        fields = await _custom_fields(tx, invoice.company_id, values["custom_fields"])
        changed = replace(changed, custom_fields=fields)
    return changed if "due_date" in values else await _due_by_terms(tx, invoice, changed)


async def _coding(tx: Transaction, company_id: int, wanted: Mapping[str, Any]) -> dict[str, str]:
    resolved = await dimensions.resolve(tx, company_id, wanted)
    if resolved.faults:
        raise InvalidFields(resolved.faults)
    return {type_: found.id for type_, found in resolved.found["dimensions"].items()}


async def _custom_fields(tx: Transaction, company_id: int, sent: Mapping[str, Any] | None) -> dict[str, Any] | None:
    wanted = {"custom_fields": (Subject.INVOICE, sent)}
    resolved = await custom_fields.resolve_all(tx, company_id, wanted)
    if resolved.faults:
        raise InvalidFields(resolved.faults)
    return resolved.found["custom_fields"]


async def _due_by_terms(tx: Transaction, before: Invoice, after: Invoice) -> Invoice:
    """The due date follows a new vendor or invoice date, unless somebody has set another one than the terms gave."""
    if (before.vendor_id, before.invoice_date) == (after.vendor_id, after.invoice_date):
        return after
    if before.due_date is not None and before.due_date != await _by_terms(tx, before):
        return after
    return replace(after, due_date=await _by_terms(tx, after))


async def _by_terms(tx: Transaction, invoice: Invoice) -> Any:
    if invoice.vendor_id is None or invoice.invoice_date is None:
        return None
    return await vendors.due_date(tx, invoice.company_id, invoice.vendor_id, invoice.invoice_date)


def _coded(
    values: Mapping[str, Any], before: Content, header: Invoice, lines: LinesChanged | None
) -> dict[int, frozenset[str]]:
    """Line (0 is the header) -> the dimension types that somebody gave or took away."""
    named = dict(lines.coded) if lines else {}
    if "dimensions" in values:
        named[HEADER] = frozenset(before.invoice.dimensions) | header.dimensions.keys()
    return named


def _named(
    values: Mapping[str, Any], before: Content, header: Invoice, lines: LinesChanged | None, wanted: WantedFiles
) -> frozenset[str]:
    """What somebody has looked at, of all that an approval covers: names of ANSWERING, and `items[n]` for the lines."""
    named = header_named(values, before.invoice, header)
    if lines and (lines.named or lines.gone):
        named |= {LINES, *(f"{LINES}[{n}]" for n, id in _places(before, lines) if id in lines.named)}
    return named | wanted.answered(before)


def _places(before: Content, lines: LinesChanged) -> Iterator[tuple[int, int]]:
    """Where the lines stood when what is wrong with them was said, and their ids; new ones behind."""
    known = [item.id for item in before.items]
    return enumerate([*known, *(item.id for item in lines.items if item.id not in set(known))])
