"""What stands in an e-invoice and is no part of it: elements of other namespaces or in the wrong one, text between
elements, amounts in another currency. Other readers of the file may see something else there, so a person has to look."""

from collections.abc import Iterator

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from payables.extraction.model import Finding
from payables.extraction.xml.document import Element, local
from payables.extraction.xml.spaces import foreign_elements

# Where UBL lets anything stand, such as signatures; no reader takes a value from it.
_EXTENSIONS = "{urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2}UBLExtensions"
# Tax may be stated in the currency of the tax office beside that of the invoice, the sum to be paid in a third one.
_IN_ANY_CURRENCY = ("TaxAmount", "TaxTotalAmount", "PayableAlternativeAmount")
_FOREIGN = "foreign"
_NAMED = 60  # characters of a name that is told


def take_out_foreign(root: Element, syntax: str) -> list[Finding]:
    """Leaves what belongs to the syntax; says what else there was."""
    etree.strip_elements(root, _EXTENSIONS, with_tail=False)
    foreign = list(foreign_elements(root, syntax))
    if not foreign:
        return []
    name = local(foreign[0])
    for element in foreign:
        element.tag = _FOREIGN
    etree.strip_elements(root, _FOREIGN, with_tail=False)
    return [
        Finding(
            "xml-foreign-elements",
            "error",
            f"The file has elements that are no part of an e-invoice, or stand in the wrong one ({name[:_NAMED]}): they were not "
            "read. Ask the vendor what they say.",
        )
    ]


def mixed_content(root: Element) -> list[Finding]:
    """Text beside elements, which some readers see and others do not."""
    found = next((local(element) for element in _elements(root) if _has_text_beside_elements(element)), None)
    sentence = f"Text stands between the elements of {found or ''}: it was not read. Ask the vendor what it says."
    return [Finding("xml-mixed-content", "error", sentence)] if found else []


def other_currencies(root: Element, currency: str | None) -> list[Finding]:
    """Amounts that say another currency than the invoice's."""
    for element in _elements(root):
        stated = element.get("currencyID")
        if currency and stated and stated != currency and local(element) not in _IN_ANY_CURRENCY:
            sentence = f"{local(element)} is stated in {stated[:3]}, and the invoice in {currency}."
            return [Finding("xml-other-currency", "error", sentence)]
    return []


def _has_text_beside_elements(element: Element) -> bool:
    inside = list(element)
    return bool(inside) and any((text or "").strip() for text in (element.text, *(each.tail for each in inside)))


def _elements(root: Element) -> Iterator[Element]:
    return root.iter(etree.Element)
