"""By which channel a document came, and whether another channel's document may join its record."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any


class Channel(StrEnum):
    """What kind of document was read: two of one kind are two papers, two kinds may be one invoice sent twice."""

    E_INVOICE = "e-invoice"
    TEXT = "text PDF"
    PICTURE = "picture"


def channel_of(method: Collection[str]) -> Channel:
    """Of `Reading.method`: a PDF that carries its XML is an e-invoice, whatever its pages say."""
    if any(source.startswith("xml") for source in method):
        return Channel.E_INVOICE
    return Channel.TEXT if "text" in method else Channel.PICTURE


def iban_of(fields: Mapping[str, Any]) -> str | None:
    """The account that the paper asks to be paid to, of the fields of a reading as plain values."""
    found = fields.get("vendor_iban")
    text = found.get("value", "") if found else ""
    return "".join(character for character in text.upper() if character.isalnum()) or None


def other_bank_details(own: str | None, known: Collection[str | None]) -> bool:
    """The paper asks to be paid elsewhere than the first paper does, or the vendor's record says. What nobody has said
    contradicts nothing."""
    return own is not None and any(iban is not None and iban != own for iban in known)
