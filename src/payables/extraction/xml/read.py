"""A parsed e-invoice into a reading: the syntax is recognised by the root element."""

from types import ModuleType

from payables.extraction.checks.due import check_due
from payables.extraction.checks.einvoice import check_einvoice
from payables.extraction.checks.payee import check_payee
from payables.extraction.einvoice import EInvoiceTax
from payables.extraction.errors import Unreadable
from payables.extraction.limits import Limits
from payables.extraction.model import Field, Finding, Reading, Tax
from payables.extraction.signs import make_positive
from payables.extraction.xml import cii, cii_details, ubl, ubl_details
from payables.extraction.xml.document import Element, local, parse
from payables.extraction.xml.foreign import mixed_content, other_currencies, take_out_foreign
from payables.extraction.xml.named_accounts import weigh_texts
from payables.extraction.xml.profile import for_rules
from payables.extraction.xml.spaces import syntax_of
from payables.extraction.xml.twice import stands_twice

_SYNTAXES: dict[str, ModuleType] = {"ubl": ubl, "cii": cii}
_DETAILS = {"ubl": ubl_details.details, "cii": cii_details.details}


def read_xml(data: bytes, limits: Limits) -> Reading:
    """Raises Unreadable as `parse` does, or with xml_not_an_invoice."""
    root = parse(data, limits)
    syntax = syntax_of(root)
    if syntax is None:
        raise Unreadable("xml_not_an_invoice", f"root element {local(root)[:60]}")
    return _mapped(root, syntax)


def _mapped(root: Element, syntax: str) -> Reading:
    mapping = _SYNTAXES[syntax]
    strange = [*take_out_foreign(root, syntax), *mixed_content(root), *stands_twice(root, syntax)]
    reading = Reading(kind="xml", method=[f"xml:{syntax}"], pages=0, attachments=mapping.attachments(root))
    reading.fields = {name: found for name, found in mapping.fields(root).items() if found is not None}
    reading.items = mapping.lines(root)
    reading.allowances = mapping.adjustments(root, charges=False)
    reading.charges = mapping.adjustments(root, charges=True)
    reading.validation = check_einvoice(reading, mapping.lines_total(root), strict=mapping.promises_en16931(root))
    reading.validation += check_due(reading)
    currency = reading.fields.get("currency")
    reading.validation += strange + other_currencies(root, currency.value if currency else None)
    reading.einvoice = _DETAILS[syntax](root)
    reading.validation += [*weigh_texts(reading, root), *check_payee(reading.einvoice)]
    make_positive(reading)
    reading.taxes = [_tax(tax) for tax in reading.einvoice.taxes] if reading.einvoice else []
    asked = for_rules(root, syntax)
    if isinstance(asked, Finding):
        reading.validation.append(asked)
    else:
        reading.for_rules = asked
    return reading


def _tax(stated: EInvoiceTax) -> Tax:
    """As the taxes of papers are shown."""
    parts = (stated.rate, stated.taxable_amount, stated.tax_amount, stated.category)
    return Tax(*(Field(part, 1.0) if part is not None else None for part in parts))
