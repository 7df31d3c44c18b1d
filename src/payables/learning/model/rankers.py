"""Rankers that the installation has learned, and the nights in which it learns them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec


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
