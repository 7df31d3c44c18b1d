"""The page: what the sender says, in the order in which an invoice is read, after what the checks say about it."""

from payables.extraction.einvoice import EInvoice, EInvoiceReference
from payables.extraction.model import Attachment, Finding, Reading
from payables.extraction.rendering.lines import lines, value
from payables.extraction.rendering.markup import Html, facts, joined, row, section, table, tag
from payables.extraction.rendering.parties import parties
from payables.extraction.rendering.style import CSS
from payables.extraction.rendering.sums import adjustments, payments, taxes, totals
from payables.extraction.rendering.words import reference, size

_ORDER = ("error", "warning", "info")


def rendering(reading: Reading) -> str:
    """A whole HTML document. Only an e-invoice (`is_xml`) has one."""
    number = value(reading.fields.get("number")) or "without number"
    title = f"{_kind(reading)} {number}"
    head = joined([Html('<meta charset="utf-8">'), tag("title", title), Html(f"<style>{CSS}</style>")])
    body = tag(
        "body", tag("h1", title), _of(reading), _findings(reading.validation), *_sections(reading), _footer(reading)
    )
    return f'<!doctype html>\n<html lang="en">{tag("head", head)}{body}</html>\n'


def _sections(reading: Reading) -> list[Html]:
    told = reading.einvoice or EInvoice("")
    return [
        parties(reading),
        _heading(reading, told),
        lines(reading),
        adjustments(reading),
        taxes(reading),
        totals(reading),
        payments(reading),
        section("Other documents", table(("", "Number", "Date", "Description"), map(_reference, told.references))),
        section("Notes", *(tag("p", note.text) for note in told.notes)),
        section("Attachments", table(("Name", "Type", "Size"), map(_attachment, reading.attachments), (2,))),
    ]


def _kind(reading: Reading) -> str:
    return "Credit memo" if value(reading.fields.get("type")) == "credit_memo" else "Invoice"


def _of(reading: Reading) -> Html:
    return tag(
        "p",
        joined([value(reading.fields.get("vendor_name")), value(reading.fields.get("invoice_date"))], ", "),
        css="what",
    )


def _findings(found: list[Finding]) -> Html:
    """Worst first."""
    told = sorted(found, key=lambda finding: _ORDER.index(finding.severity) if finding.severity in _ORDER else 0)
    items = [tag("li", tag("strong", f"{f.severity}: {f.rule}"), f" {f.message}", css=f.severity) for f in told]
    return tag("div", tag("h2", "Findings of the checks"), tag("ul", *items), css="findings") if items else Html("")


def _heading(reading: Reading, told: EInvoice) -> Html:
    fields = {name: field.value for name, field in reading.fields.items()}
    period = " to ".join(filter(None, (told.period.start, told.period.end))) if told.period else None
    return section(
        "Particulars",
        facts(
            [
                ("Number", fields.get("number")),
                ("Date", fields.get("invoice_date")),
                ("Due", fields.get("due_date")),
                ("Currency", fields.get("currency")),
                ("Order", fields.get("purchase_order")),
                ("Buyer reference", told.buyer_reference),
                ("Account", told.accounting_reference),
                ("Period", period),
                ("Delivered", fields.get("delivery_date")),
                ("Tax point", told.tax_point_date or told.tax_point_code),
                ("Type code", told.type_code),
            ]
        ),
    )


def _reference(one: EInvoiceReference) -> Html:
    """An address is shown and is no link: nobody is led elsewhere by an invoice."""
    described = "\n".join(filter(None, (one.description, one.url, f"Attached: {one.file}" if one.file else None)))
    number = f"{one.id} ({one.scheme})" if one.id and one.scheme else one.id
    return row(reference(one.kind), number, one.date, described)


def _attachment(one: Attachment) -> Html:
    return row(one.name, one.media_type, size(one.size), numeric=(2,))


def _footer(reading: Reading) -> Html:
    told = reading.einvoice or EInvoice("")
    syntax = next(
        (method.removeprefix("xml:").upper() for method in reading.method if method.startswith("xml:")), "XML"
    )
    profile = f" ({told.profile})" if told.profile else ""
    return tag("footer", f"A rendering of the e-invoice in {syntax}{profile}. The XML is the original.")
