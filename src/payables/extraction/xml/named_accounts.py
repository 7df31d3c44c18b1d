"""Accounts that an e-invoice names in its texts: notes, terms, references and names are read by people as those of any paper are,
so what they say of accounts is found in the same way."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from textwrap import wrap

from payables.extraction.fields.more_accounts import weigh_more_accounts
from payables.extraction.fields.passages import squeezed
from payables.extraction.model import BankDetail, Finding, Reading
from payables.extraction.page.document import Document
from payables.extraction.page.model import Page, Word
from payables.extraction.xml.document import Element, local
from payables.extraction.xml.walk import first, text

RULE = "texts-not-compared"
MOST_ROWS = 20_000  # 0.15 ms each
LONGEST = 160  # letters of a row: longer ones are broken, and an account is followed over the end of its row
# Shown one under the other, so that the account may stand in another note than the words that name it.
_NOTES = ("Note", "InstructionNote", "Content")
_END = "|"  # of a note: the figures of two are not one number
_LINES = ("InvoiceLine", "CreditNoteLine", "IncludedSupplyChainTradeLineItem")
# The payer's own account, and what is no text.
_LEFT_OUT = (
    "PayerFinancialAccount",
    "PayerPartyDebtorFinancialAccount",
    "EmbeddedDocumentBinaryObject",
    "AttachmentBinaryObject",
)
# Of the many texts of lines only those that may name an account.
_MAY_NAME = re.compile(
    r"\d(?:\D{0,5}\d){4}|@|bank|banc|banque|kont|account|compte|cuenta|conto|reken|iban|\brib\b|pay", re.IGNORECASE
)
_HEIGHT, _WIDTH = 10.0, 6.0  # of a row and of a letter, in a page that nobody sees


def weigh_texts(reading: Reading, root: Element) -> list[Finding]:
    """Puts the accounts among those that were weighed, and what else texts say of accounts into `bank_details`; a finding where
    there are more texts than any invoice has."""
    texts = [rows for rows in dict.fromkeys(_texts(root)) if rows]
    ends = list(accumulate(map(len, texts)))
    reading.bank_details = [BankDetail("number", squeezed(number)) for number in _beside_iban(root)]
    weigh_more_accounts(
        reading, (_as_document(rows) for rows, end in zip(texts, ends, strict=True) if end <= MOST_ROWS)
    )
    sentence = (
        "The file has more texts than any invoice: accounts that they may name were not looked for in all of them."
    )
    return [Finding(RULE, "error", sentence)] if sum(map(len, texts)) > MOST_ROWS else []


def _beside_iban(root: Element) -> Iterator[str]:
    """Numbers of accounts in CII that are no IBAN, where there is one too: the reading has the IBAN."""
    for account in root.iter("{*}PayeePartyCreditorFinancialAccount"):
        if first(account, "IBANID") is not None and (number := text(account, "ProprietaryID")):
            yield number


def _texts(root: Element) -> Iterator[tuple[str, ...]]:
    """Each as its rows: all notes of the document together, then every other value by itself."""
    values = list(_values(root, _LINES))
    yield tuple(row for each in values if local(each) in _NOTES for row in (*_rows(each), _END))
    yield from (tuple(_rows(each)) for each in values if local(each) not in _NOTES)
    for line in root.iter(*(f"{{*}}{name}" for name in _LINES)):
        yield from (tuple(_rows(each)) for each in _values(line, ()) if _MAY_NAME.search(each.text or ""))


def _values(element: Element, without: Sequence[str]) -> Iterator[Element]:
    """Elements with text in it, but not those in elements of these names."""
    for inner in element:
        name = local(inner)
        if name in without or name in _LEFT_OUT:
            continue
        if next(iter(inner), None) is not None:
            yield from _values(inner, without)
        elif (inner.text or "").strip():
            yield inner


def _rows(element: Element) -> Iterator[str]:
    """Of its text, and of the words that stand for a code."""
    for line in f"{element.text}\n{element.get('name') or ''}".splitlines():
        text = " ".join(line.split())
        yield from [text] if 0 < len(text) <= LONGEST else wrap(text, LONGEST, break_on_hyphens=False)


def _as_document(rows: Sequence[str]) -> Document:
    height = 2 * _HEIGHT
    words = [Word(text, 0.0, n * height, _WIDTH * len(text), n * height + _HEIGHT) for n, text in enumerate(rows)]
    return Document([Page(1, _WIDTH * LONGEST, height * len(rows), words)])
