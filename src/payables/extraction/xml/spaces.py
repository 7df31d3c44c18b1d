"""Which namespace each element of an e-invoice stands in, as its schema has it: rules and other readers ask for the whole name,
so an element of the right name in another part is none of the invoice's."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from payables.extraction.xml.document import Element, local

_OASIS = "urn:oasis:names:specification:ubl:schema:xsd:"
_CAC, _CBC = _OASIS + "CommonAggregateComponents-2", _OASIS + "CommonBasicComponents-2"
_UN = "urn:un:unece:uncefact:data:standard:"


@dataclass(frozen=True)
class _Cii:
    """The namespaces of one release, the names under its root, and names that mean the same in the other one."""

    rsm: str
    ram: str
    udt: str
    qdt: str
    parts: tuple[str, ...]
    others: frozenset[str]


# ZUGFeRD 1 has its own names for parts that CII has too.
_TRADE = ("Agreement", "Delivery", "Settlement")
_OF_CII = frozenset(
    (
        *(f"ApplicableHeaderTrade{part}" for part in _TRADE),
        *(f"SpecifiedLineTrade{part}" for part in _TRADE),
        *(f"SpecifiedTradeSettlement{level}MonetarySummation" for level in ("Header", "Line")),
        "RateApplicablePercent",
        "IssuerAssignedID",
    )
)
_OF_ZUGFERD_1 = frozenset(
    (
        *(f"ApplicableSupplyChainTrade{part}" for part in _TRADE),
        *(f"SpecifiedSupplyChainTrade{part}" for part in _TRADE),
        "SpecifiedTradeSettlementMonetarySummation",
        "ApplicablePercent",
    )
)
_CII = {
    "CrossIndustryInvoice": _Cii(
        f"{_UN}CrossIndustryInvoice:100",
        f"{_UN}ReusableAggregateBusinessInformationEntity:100",
        f"{_UN}UnqualifiedDataType:100",
        f"{_UN}QualifiedDataType:100",
        ("ExchangedDocumentContext", "ExchangedDocument", "SupplyChainTradeTransaction"),
        _OF_ZUGFERD_1,
    ),
    "CrossIndustryDocument": _Cii(
        "urn:ferd:CrossIndustryDocument:invoice:1p0",
        f"{_UN}ReusableAggregateBusinessInformationEntity:12",
        f"{_UN}UnqualifiedDataType:15",
        f"{_UN}QualifiedDataType:12",
        ("SpecifiedExchangedDocumentContext", "HeaderExchangedDocument", "SpecifiedSupplyChainTradeTransaction"),
        _OF_CII,
    ),
}
# The only elements of CII's data types that hold a value.
_OF_TYPES = ("DateTimeString", "DateString", "Indicator")
# What an invoice has and a credit note has under another name.
_OF_INVOICES = frozenset(("InvoiceLine", "InvoiceTypeCode", "InvoicedQuantity", "SubInvoiceLine"))
_OF_CREDIT_NOTES = frozenset(("CreditNoteLine", "CreditNoteTypeCode", "CreditedQuantity", "SubCreditNoteLine"))
_UBL: Mapping[str, tuple[str, frozenset[str]]] = {
    "Invoice": (f"{_OASIS}Invoice-2", _OF_CREDIT_NOTES),
    "CreditNote": (f"{_OASIS}CreditNote-2", _OF_INVOICES),
}


def syntax_of(root: Element) -> str | None:
    """'ubl', 'cii' or None: by the root's name in that name's own namespace."""
    name, space = local(root), space_of(root)
    if name in _UBL and space == _UBL[name][0]:
        return "ubl"
    return "cii" if name in _CII and space == _CII[name].rsm else None


def foreign_elements(root: Element, syntax: str) -> Iterator[Element]:
    """Those below the root that are none of the schema's, in document order; `root` is of the syntax."""
    is_foreign = _foreign_to_ubl(root) if syntax == "ubl" else _foreign_to_cii(root)
    return (element for element in root.iter(etree.Element) if element is not root and is_foreign(element))


def space_of(element: Element) -> str:
    return element.tag.rpartition("}")[0].removeprefix("{") if isinstance(element.tag, str) else ""


def _foreign_to_ubl(root: Element) -> Callable[[Element], bool]:
    """Aggregates hold elements and basic components text. One that holds neither is of the part in which the document has
    that name with something in it."""
    others = _UBL[local(root)][1]
    holding, stating = _names_in(root, _CAC, _has_elements), _names_in(root, _CBC, _has_text)

    def is_foreign(element: Element) -> bool:
        space, name = space_of(element), local(element)
        if name in others:
            return True
        if space == _CAC:
            return not _has_elements(element) and (_has_text(element) or name in stating)
        return space != _CBC or _has_elements(element) or (not _has_text(element) and name in holding)

    return is_foreign


def _foreign_to_cii(root: Element) -> Callable[[Element], bool]:
    schema = _CII[local(root)]

    def is_foreign(element: Element) -> bool:
        space, name, parent = space_of(element), local(element), element.getparent()
        if parent is root:
            return space != schema.rsm or name not in schema.parts
        if name in _OF_TYPES:
            formatted = parent is not None and local(parent).startswith("Formatted")
            return space != (schema.qdt if formatted else schema.udt) or _has_elements(element)
        return space != schema.ram or name in schema.others

    return is_foreign


def _names_in(root: Element, space: str, having: Callable[[Element], bool]) -> set[str]:
    return {local(element) for element in root.iter(f"{{{space}}}*") if having(element)}


def _has_elements(element: Element) -> bool:
    return next(iter(element), None) is not None


def _has_text(element: Element) -> bool:
    return bool((element.text or "").strip())
