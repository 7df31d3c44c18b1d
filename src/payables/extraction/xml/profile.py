"""What a document promises to be (EN 16931, BT-24), and so which rules judge it."""

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from payables.extraction.checks.einvoice import NOT_CHECKED
from payables.extraction.model import Finding, ForRules
from payables.extraction.xml.cii_steps import TRADE
from payables.extraction.xml.document import Element, local
from payables.extraction.xml.walk import first, text

LARGEST = 5_000_000  # bytes; ten thousand lines
_TOO_LARGE = "The XML is too large for the rules of EN 16931: only sums and required fields were checked."
_PROFILE = "ExchangedDocumentContext|SpecifiedExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID"
_BINARY = ("{*}EmbeddedDocumentBinaryObject", "{*}AttachmentBinaryObject")


def profile_of(root: Element) -> str:
    """The name that the sender gives it, in lower case; '' without one."""
    return (text(root, "CustomizationID") or text(root, _PROFILE) or "").lower()


def for_rules(root: Element, syntax: str) -> ForRules | Finding | None:
    """The document for the judge, without the bytes of its attachments; None where it promises less than the rules ask, a
    finding where it is larger than any invoice."""
    rule_set = _rule_set(root, syntax, profile_of(root))
    if rule_set is None:
        return None
    for binary in root.iter(*_BINARY):
        binary.text = "AA=="
    _take_out_blanks(root)
    xml: bytes = etree.tostring(root, encoding="utf-8")
    return ForRules(rule_set, xml) if len(xml) <= LARGEST else Finding(NOT_CHECKED, "error", _TOO_LARGE)


def _take_out_blanks(root: Element) -> None:
    """Between elements they say nothing, and would make a file too large for the rules."""
    for element in root.iter(etree.Element):
        if not (element.tail or "").strip():
            element.tail = None
        if next(iter(element), None) is not None and not (element.text or "").strip():
            element.text = None


def _rule_set(root: Element, syntax: str, profile: str) -> str | None:
    extended = next((name for name in ("extended-ctc-fr", "extended") if name in profile), None)
    if syntax == "ubl":
        return "ubl-extended-ctc-fr" if extended == "extended-ctc-fr" else "ubl"
    if local(root) == "CrossIndustryDocument":
        return None
    if profile.endswith(("minimum", "basicwl")) and not _has_lines(root):
        return "cii-basicwl" if profile.endswith("basicwl") else None
    return f"cii-{extended}" if extended else "cii"


def _has_lines(root: Element) -> bool:
    """More than the small profiles promise: whoever states lines is held to what they add up to."""
    return first(root, f"{TRADE}/IncludedSupplyChainTradeLineItem") is not None
