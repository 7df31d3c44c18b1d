"""What to ask the vendor for: as lists, and as a text that can be sent as it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from payables.statements.model import Document, EntryType, LineOutcome, Outcome, Reconciliation

_MOST_TOLD = 200
_NOUNS = {
    EntryType.INVOICE: "invoice",
    EntryType.CREDIT_MEMO: "credit memo",
    EntryType.CREDIT: "credit",
    EntryType.PAYMENT: "payment",
}


@dataclass(frozen=True, slots=True)
class Questions:
    """What the vendor can clear. Payments that only the statement has, and what may still be matched, are not asked."""

    missing: list[LineOutcome]
    amounts: list[LineOutcome]
    duplicates: list[LineOutcome]
    credits_not_shown: list[Document]

    def __bool__(self) -> bool:
        return bool(self.missing or self.amounts or self.duplicates or self.credits_not_shown)


def questions_of(found: Reconciliation) -> Questions:
    def lines(outcome: Outcome) -> list[LineOutcome]:
        return [one for one in found.lines if one.outcome is outcome]

    missing = [one for one in lines(Outcome.MISSING_HERE) if one.line.type is not EntryType.PAYMENT]
    credits = [one for one in found.missing_there if one.type is not EntryType.INVOICE]
    return Questions(missing, lines(Outcome.AMOUNT_DIFFERS), lines(Outcome.DUPLICATE), credits)


def request_text(
    found: Reconciliation, *, company: str, vendor: str, statement_date: date, currency: str
) -> str | None:
    """A letter in plain text; None where there is nothing to ask. Names are of one line."""
    asked = questions_of(found)
    difference = found.balance.difference
    if not asked and not difference:
        return None
    parts = [
        f"To: {_flat(vendor)}\nSubject: Your statement of account of {statement_date} for {_flat(company)}",
        "We compared your statement with our books. Please help us to clear the following.",
        _part(
            "Please send us copies of these documents, which we do not have:", map(_missing, asked.missing), currency
        ),
        _part(
            "Please check these amounts, which differ from the documents we have:",
            map(_amount, asked.amounts),
            currency,
        ),
        _part("These documents are listed more than once:", map(_twice, asked.duplicates), currency),
        _part("These are missing on your statement:", map(_not_shown, asked.credits_not_shown), currency),
        _balance(found, currency) if difference else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _part(head: str, lines: Iterable[str], currency: str) -> str:
    told = [f"- {line} {currency}" for line in lines]
    if not told:
        return ""
    more = [f"- and {len(told) - _MOST_TOLD} more"] if len(told) > _MOST_TOLD else []
    return "\n".join([head, *told[:_MOST_TOLD], *more])


def _missing(one: LineOutcome) -> str:
    return f"{_NOUNS[one.line.type]} {_called(one)}of {one.line.day}, {abs(one.line.amount)}"


def _amount(one: LineOutcome) -> str:
    assert one.document is not None
    ours, theirs = abs(one.document.amount), abs(one.line.amount)
    documents = f"our document says {ours} {one.document.currency}, your statement {theirs}"
    return f"{_NOUNS[one.line.type]} {_called(one)}of {one.line.day}: {documents}"


def _twice(one: LineOutcome) -> str:
    return f"{_NOUNS[one.line.type]} {_called(one)}of {one.line.day}, {abs(one.line.amount)}"


def _not_shown(one: Document) -> str:
    number = f"{_flat(one.number)} " if one.number else ""
    return f"{_NOUNS[one.type]} {number}of {one.day}, {abs(one.amount)}"


def _balance(found: Reconciliation, currency: str) -> str:
    of = found.balance
    return f"Your statement shows a balance of {of.closing} {currency}; its lines add up to {of.computed} {currency}."


def _called(one: LineOutcome) -> str:
    return f"{_flat(one.line.number)} " if one.line.number else "without a number "


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())
