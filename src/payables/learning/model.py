"""Values of learning: what is true of a paper, and what a vendor's papers have taught."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec


class Kind(StrEnum):
    """How two values of a field are compared."""

    AMOUNT = "amount"
    DATE = "date"
    IDENTIFIER = "identifier"
    CODE = "code"
    LINES = "lines"


# The fields of a record that stand on its paper. `vendor` is the vendor's id, `items` the cells of all lines as JSON.
KINDS = {
    "number": Kind.IDENTIFIER,
    "invoice_date": Kind.DATE,
    "due_date": Kind.DATE,
    "currency": Kind.CODE,
    "total_amount": Kind.AMOUNT,
    "total_tax": Kind.AMOUNT,
    "purchase_order": Kind.IDENTIFIER,
    "type": Kind.CODE,
    "vendor": Kind.CODE,
    "items": Kind.LINES,
}
# What memory may choose among the values on the paper, and what holds for a vendor although no paper says it.
PLACED = ("number", "invoice_date", "due_date", "total_amount", "total_tax", "purchase_order")
CONSTANT = ("currency", "type")

Values = Mapping[str, str | None]


class How(StrEnum):
    """Why a value is held to be true, surest first."""

    CORRECTED = "corrected"  # somebody wrote it, a person or a client of the API
    APPROVED = "approved"  # somebody approved the invoice with it
    UNSEEN = "unseen"  # it went through, and nobody looked at it


class Truth(msgspec.Struct, omit_defaults=True):
    """Of one field of one paper: what was `read` and how surely, and the `value` that stands. `by` (a user) and `at` tell of
    the correction, else of the approval; `approved` that the corrected value was approved since. `entered` is what the
    record said at first, where that was another value. `recalled` says that memory chose what was read, against
    `plain`, of which the reading was so sure."""

    read: str | None
    confidence: float | None
    value: str | None
    how: How
    at: datetime
    by: int | None = None
    approved: bool = False
    entered: str | msgspec.UnsetType | None = msgspec.UNSET
    recalled: bool = False
    plain: str | None = None
    plain_confidence: float | None = None


class Judged(msgspec.Struct, frozen=True):
    """One field of a paper. `confidence` is None where nothing was read; `right`: what was read stands; `entered_right`:
    what the record said at first does, also where it was not read as it is written there (the vendor). `by` is the user who
    corrected or approved it."""

    confidence: float | None
    right: bool
    entered_right: bool
    how: How
    at: datetime
    by: int | None = None


class JudgedPaper(msgspec.Struct, frozen=True):
    """By the names of learning's fields; the location is that of its invoice now."""

    upload: UUID
    company_id: int
    location_id: int
    fields: dict[str, Judged]


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where on a vendor's paper a value stands: the words before it in its row and over it, the page from the front and
    from the back (1 is the first, the last), the middle of its box as shares of the page, and its shape (`AA-9999`).
    `swapped` says that a date there is written with day and month the other way round than it was read."""

    left: str
    above: str
    page: int
    page_from_end: int
    x: float | None
    y: float | None
    shape: str
    swapped: bool = False


class Lesson(msgspec.Struct, omit_defaults=True):
    """What one paper teaches of one field: the places of the true value, those of values that were read and are wrong;
    or, of a field without a place, what was `read` and the `value` that was true. `plain` says that what was read without
    memory was true. A correction counts in full, an approval by half."""

    corrected: bool
    plain: bool
    at: list[Place] = []
    not_at: list[Place] = []
    read: str | None = None
    value: str | None = None


class KeptPaper(msgspec.Struct):
    """All that is kept of one paper."""

    invoice: UUID
    upload_id: UUID
    company_id: int
    vendor_id: int | None
    fields: dict[str, Truth]
    lessons: dict[str, Lesson]


@dataclass(frozen=True, slots=True)
class RecordSaid:
    """A record of a paper at one instant: what it says now (`stands`), and what it said before (`entered`, which counts
    only when nothing is known of the paper yet). `corrected` names what somebody has just written; `approved` says that
    the record has just been approved, and by_person that somebody did."""

    invoice: UUID
    upload_id: UUID
    company_id: int
    vendor_id: int | None
    entered: Values
    stands: Values
    corrected: frozenset[str] = frozenset()
    approved: bool = False
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Habit:
    """A place of a field on a vendor's papers: how often the true value stood there and how often it stood elsewhere, in
    corrections (an approval counts half). `slips` is how often it was wrong since it was last right."""

    place: Place
    right: float
    wrong: float
    slips: float = 0.0

    @property
    def trust(self) -> float:
        """How surely the next paper's value stands there: one correction 0.67, two 0.8, one and one contradiction 0.4."""
        return self.right / (self.right + self.wrong + DOUBT)

    @property
    def distrust(self) -> float:
        return self.wrong / (self.right + self.wrong + DOUBT)


DOUBT = 0.5


@dataclass(frozen=True, slots=True)
class FieldMemory:
    """Of one field of one vendor. Without a correction it chooses nothing. `distrust` is how often the reading was wrong
    without memory; `constants`: what was read -> what was true -> how often, for fields without a place."""

    corrections: int
    distrust: float = 0.0
    habits: tuple[Habit, ...] = ()
    constants: Mapping[str | None, Mapping[str, float]] = field(default_factory=dict[str | None, Mapping[str, float]])


Memory = Mapping[str, FieldMemory]


# What rankers are learned of: fields that are chosen among the values on a paper, and whose truth people say.
RANKED = ("number", "invoice_date", "due_date", "purchase_order", "total_amount", "total_tax")


class PaperFile(msgspec.Struct, frozen=True):
    """A stored file and the name that it came under."""

    sha256: bytes
    filename: str


class RankerState(StrEnum):
    """in_use -> replaced by a later version or by hand, or reverted by hand; discarded: it was never in use."""

    IN_USE = "in_use"
    REPLACED = "replaced"
    REVERTED = "reverted"
    DISCARDED = "discarded"


class Verdict(StrEnum):
    """What became of a field in a night."""

    BETTER = "better"
    NO_BETTER = "no_better"
    WORSE = "worse"
    WORSE_FOR_AN_ACCOUNT = "worse_for_an_account"
    TOO_FEW_PAPERS = "too_few_papers"
    PINNED = "pinned"  # somebody went back by hand: left alone until `--resume`
    OVERTAKEN = "overtaken"  # another version came into use, or somebody went back, while it was learned


@dataclass(frozen=True, slots=True)
class RankerVersion:
    """A ranker that the installation has learned, and its training record."""

    field: str
    version: int
    state: RankerState
    pinned: bool
    made_at: datetime
    changed_at: datetime
    record: "Figures"


class AccountFigures(msgspec.Struct):
    """Of the papers of one account that were kept back."""

    papers: int
    right_before: int
    right_after: int


class Figures(msgspec.Struct, omit_defaults=True):
    """The training record of a version: what it was judged against (None: the program's own) and how it did on the papers
    that were kept back; `accounts` by their ids, `taught_by` whose papers it was learned from. `judged_by` are the accounts
    that it reads for; while it is in use, each night looks whether it still may."""

    verdict: Verdict
    taught: int
    kept_back: int
    against: int | None
    program: str
    right_before: int = 0
    right_after: int = 0
    fit_before: float = 0.0
    fit_after: float = 0.0
    accounts: dict[str, AccountFigures] = {}
    taught_by: list[str] = []
    judged_by: list[str] = []


class NightRecord(msgspec.Struct, omit_defaults=True):
    """What became of a night: `papers` were learned from or judged by, by account in `accounts`; `skipped` could not be read
    again, `left` were too many for the time. `fields` says it per field; `why_not` why nothing was tried at all."""

    papers: int
    skipped: int = 0
    left: int = 0
    seconds: float = 0.0
    accounts: dict[str, int] = {}
    fields: dict[str, Verdict] = {}
    why_not: str | None = None
