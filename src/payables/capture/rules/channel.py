"""By which channel a document came, and whether another channel's document may join its record."""

from collections.abc import Collection
from enum import StrEnum


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


def other_accounts(named: Collection[str], vendor: Collection[str], papers: Collection[str]) -> bool:
    """A paper names another account than the vendor's record has, or than the papers of the invoice do where the record does
    not know them. What nobody has said contradicts nothing."""
    unknown, otherwise = set(named) - set(vendor), set(papers) - set(vendor)
    if not named or not (vendor or papers):
        return False
    if vendor:
        return bool(unknown or otherwise - set(named))
    return bool(unknown - otherwise)
