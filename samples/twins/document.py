"""An invoice as it is compared, made from a paper of the story with a number, amounts and a date of its own."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from payables.duplicates.model import Compared, VendorSign
from payables.kit.text import normal_name
from samples.model import Paper
from samples.story import PAPERS

PATTERNS = tuple(paper for paper in PAPERS if paper.type == "invoice" and not paper.duplicate_of)
FIRST_DAY, DAYS = date(2025, 12, 1), 350


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents, which kind of pair they are, and whether a person would call them the same invoice."""

    kind: str
    first: Compared
    second: Compared
    same: bool


def document(random: Random) -> Compared:
    """A vendor of the story sends another invoice: a number in its own style, other lines, another day."""
    paper = random.choice(PATTERNS)
    total, tax = amounts(random, paper)
    return Compared(
        invoice=identity(random),
        company_id=1,
        location_id=random.randint(1, 5),
        type="invoice",
        vendor=vendor_of(paper),
        number=numbered(random, paper.number),
        currency=paper.currency,
        total=total,
        tax=tax,
        date=FIRST_DAY + timedelta(random.randrange(DAYS)),
    )


def identity(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128))


def again(random: Random, of: Compared, **changes: object) -> Compared:
    """The same document once more, with these values changed."""
    return replace(of, invoice=identity(random), **changes)  # type: ignore[arg-type]


def vendor_of(paper: Paper) -> VendorSign:
    name = paper.vendor.name
    return VendorSign(10 + PATTERNS.index(paper), normal_name(name), paper.vendor.tax_id or None, name)


def other_vendor(random: Random, than: Compared) -> VendorSign:
    """A vendor of the story that has nothing to do with this one."""
    others = [sign for sign in map(vendor_of, PATTERNS) if sign.name != than.vendor.name]
    return random.choice(others)


def amounts(random: Random, paper: Paper) -> tuple[Decimal, Decimal]:
    """Total and tax, in the tax share of the paper."""
    net = Decimal(random.randrange(2_000, 900_000)).scaleb(-2)
    if paper.currency == "JPY":
        return net.scaleb(2), Decimal(0)
    tax = (net * paper.tax / paper.net).quantize(Decimal("0.01"))
    return net + tax, tax


def numbered(random: Random, style: str) -> str:
    """The last group of digits is another one of the same length; what stands before it (year, branch) stays."""
    end = max(n for n, character in enumerate(style) if character.isdigit()) + 1
    start = end
    while start > 0 and style[start - 1].isdigit():
        start -= 1
    fresh = str(random.randrange(10 ** (end - start - 1), 10 ** (end - start)))
    return style[:start] + fresh + style[end:]


def tail(number: str) -> tuple[str, str]:
    """What stands before the last digits, and these."""
    head = number.rstrip("0123456789")
    return head, number[len(head) :]


def counted_on(number: str, by: int) -> str:
    head, digits = tail(number)
    return f"{head}{int(digits) + by:0{len(digits)}}"
