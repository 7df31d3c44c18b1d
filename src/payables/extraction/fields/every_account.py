"""All accounts that stand on the pages, however they are written: one that is printed small, with dashes, over two rows, or
behind many others is an account all the same."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from stdnum.eu import at_02

from payables.extraction.fields.account_numbers import account_numbers
from payables.extraction.fields.changed_accounts import changed_accounts
from payables.extraction.fields.passages import Passage, counted, passages, squeezed
from payables.extraction.model import BankDetail, Choice, Reading
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain
from payables.extraction.page.rows import Row
from payables.kit.iban import is_iban, length_of_iban
from payables.kit.look_alikes import as_typed

MANY = "many"
MOST = 30
UNLIKELY = 0.05  # confidence of one that was no candidate
SAID = 60  # characters before an account that are kept with it
SHORTEST, LONGEST = 15, 34
BEGUN = 12  # as much tells of one whose end stands elsewhere, behind the word IBAN or divided as accounts are
AROUND = 200  # characters by which is judged whether it is one
FIGURES = 10  # at least, in what looks like an account
_BEGIN = re.compile(r"(?=[A-Z]{2}[\dOIL]{2})")
_SOME_FIGURES = re.compile(
    r"(?:\D*\d){5}", re.ASCII
)  # the fewest of any account that a bank gives out; words have none
_AS_FIGURES = str.maketrans("OIL", "011")
_NEAR = 2  # rows over an account in which it may be named
_NAMED = re.compile(
    r"iban|account|a/c|\bbank|konto|\bkto|compte|\brib\b|cuenta|\bconto|rekening|\bpay|transfer|zahl|uberweis|virement|bonific"
    r"|transferencia|overma|betal"
)
# In groups of four, whatever divides them; a label may stand right before it.
_GROUPS = re.compile(
    r"(?:(?<![a-z0-9])|(?<=iban)|(?<=no)|(?<=nr))"
    r"([a-z]{2}(?:\d[\doil]|[oil]\d)(?:[^a-z0-9]{0,5}[a-z0-9]{4}){2,7}(?:[^a-z0-9]{0,5}[a-z0-9]{1,3})?)(?![a-z0-9])",
    re.IGNORECASE,
)
# A beginning that is divided as only accounts are, whatever comes between it and its end.
_AS_ACCOUNTS = re.compile(r"[a-z]{2}[\doil]{2}[^a-z0-9]{1,5}\d{4}[^a-z0-9]{1,5}\d{4}", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Z]{2}\d{2}[A-Z]{0,6}\d+[A-Z]?")  # most countries': letters at the ends only
_WORDS_BEHIND = re.compile(r"[A-Z]{2,}$")
_LABEL_ENDS = re.compile(r"(?:iban|no|nr|number|nummer|code|account|konto|to)$", re.IGNORECASE)
_LABELLED = re.compile(r"IBAN(?:NUMMER|NUMBER|CODE|NR|NO)?([A-Z]{2}[\dOIL]{2}[A-Z0-9]{11,30})")


def weigh_every_account(reading: Reading, document: Document) -> None:
    """Puts those that the reading did not weigh behind those that it did; what else pages say of accounts into
    `bank_details`."""
    weighed = reading.candidates.get("vendor_iban", [])
    known = {choice.value for choice in weighed}
    pages = list(passages(document.rows))
    others = {choice.value: choice for passage in pages for choice in _accounts(passage) if choice.value not in known}
    if others:
        reading.candidates["vendor_iban"] = [*weighed, *islice(others.values(), MOST)]
    clear = {account for account in known | set(others) if is_iban(account)}
    reading.bank_details = told_of(pages, document.rows, clear)


def told_of(pages: Sequence[Passage], rows: Sequence[Row], clear: Collection[str]) -> list[BankDetail]:
    """What passages and their rows say of accounts beside those that are `clear`."""
    return at_most([*_unclear(pages, rows, clear), *account_numbers(pages, rows), *changed_accounts(rows)])


def at_most(told: Sequence[BankDetail]) -> list[BankDetail]:
    """Each once, of each kind at most MOST, and `many` where there are more, so that nothing is passed over behind many others."""
    once = list({(one.kind, one.value): one for one in reversed(told)}.values())[::-1]
    counts = Counter(one.kind for one in once if one.kind != MANY)
    kept = [one for kind in counts for one in [other for other in once if other.kind == kind][:MOST]]
    flooded = [*(one.value for one in once if one.kind == MANY), *(kind for kind in counts if counts[kind] > MOST)]
    return [*kept, *(BankDetail(MANY, kind) for kind in dict.fromkeys(flooded))]


def _accounts(passage: Passage) -> Iterator[Choice]:
    """Those that begin in the passage's first row, by their country's form and their check digits."""
    text = passage.squeezed
    for begin in _BEGIN.finditer(text):
        at = begin.start()
        if at >= passage.begin:
            break
        if _SOME_FIGURES.match(text, at, at + LONGEST) and (account := _account(text[at : at + LONGEST])):
            place = counted(passage.text)[at]
            before, printed = passage.text[max(0, place - AROUND) : place], passage.text[place : place + AROUND]
            if _is_whole(account, printed) or (_begins(before) and _is_form(account, printed, before)):
                yield Choice(account, UNLIKELY, passage.row.page.number, left=plain(before)[-SAID:])


def _account(text: str) -> str | None:
    """What stands at the beginning of the text, also with letters read as the figures that they look like."""
    length = length_of_iban(text)
    if not length or len(text) < length:
        return None
    number = text[:length]
    if is_iban(number):
        return number
    repaired = number[:2] + number[2:].translate(_AS_FIGURES)
    return repaired if sum(c.isdigit() for c in number) >= FIGURES and is_iban(repaired) else None


def _is_whole(account: str, printed: str) -> bool:
    return len(squeezed(printed[: len(account)])) == len(account)


def _is_form(account: str, printed: str, before: str) -> bool:
    """Divided as accounts are, or as few other things are; else named. Check digits of times and dates are right by chance."""
    return bool(_PLAIN.fullmatch(account) or _GROUPS.match(printed) or _NAMED.search(plain(before)))


def _begins(before: str) -> bool:
    """With a word, or right behind a label; in the middle of other words only an account in one piece is one."""
    return not before[-1:].isalnum() or bool(_LABEL_ENDS.search(before))


def _unclear(pages: Sequence[Passage], rows: Sequence[Row], clear: Collection[str]) -> Iterator[BankDetail]:
    """What looks like an account beside words that name one, and is none: its check digits are wrong, or no country has it.
    People repair what they type off."""
    for passage in pages:
        for number in _looks(passage, rows):
            if _may_be_meant(number) and not _account(number) and not _is_part(number, clear):
                yield BankDetail("unclear", number)


def _looks(passage: Passage, rows: Sequence[Row]) -> Iterator[str]:
    """As capital letters and figures, in the length of its country where that is known."""
    if _BEGIN.search(passage.squeezed, 0, passage.begin + BEGUN):
        grouped = [m for m in _GROUPS.finditer(passage.text) if m.start() < passage.first]
        if grouped and _is_named(passage, rows):
            numbers = ((_cut(squeezed(m[1])), BEGUN if _AS_ACCOUNTS.match(m[1]) else SHORTEST) for m in grouped)
            yield from (number for number, least in numbers if len(number) >= least)
    if "IBAN" in passage.squeezed:
        for found in _LABELLED.finditer(passage.squeezed):
            if found.start() < passage.begin and len(number := _cut(found[1])) >= BEGUN:
                yield number


def _is_named(passage: Passage, rows: Sequence[Row]) -> bool:
    over = rows[max(0, passage.order - _NEAR) : passage.order]
    return bool(_NAMED.search(plain(" ".join([*(as_typed(row.text) for row in over), passage.text[: passage.first]]))))


def _is_part(number: str, clear: Collection[str]) -> bool:
    return any(number.startswith(one[:15]) or one.startswith(number) for one in clear)


def _cut(number: str) -> str:
    return _WORDS_BEHIND.sub("", number[: length_of_iban(number) or len(number)])


def _may_be_meant(number: str) -> bool:
    """Neither a creditor's reference nor the id of a creditor who collects."""
    if number.startswith("RF") or number[4:7] == "ZZZ" or at_02.is_valid(number):
        return False
    return sum(c.isdigit() for c in number) >= FIGURES
