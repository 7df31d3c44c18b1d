"""Are two invoices the same one? The whole decision; docs/duplicates.md explains it with examples."""

from dataclasses import dataclass

from payables.duplicates.model import Compared, Kind, Scenario, Verdict
from payables.duplicates.rules.keys import Keys, keys_of
from payables.duplicates.rules.nearness import Nearness, a_month_apart, of_dates, of_totals, of_vendors
from payables.duplicates.rules.sentences import sentences
from payables.kit.document_number import Likeness, likeness

# What each value adds to a score of 1 when it is equal, and which share of that when it is only near.
WEIGHTS = {"number": 0.40, "vendor": 0.25, "total": 0.20, "date": 0.15}
NUMBER_SHARES = {
    Likeness.EQUAL: 1.0,
    Likeness.SAME: 0.95,
    Likeness.SWAPPED: 0.7,
    Likeness.DROPPED: 0.7,
    Likeness.ABSENT: 0.35,
    Likeness.OTHER: 0.0,
}
SHARES = {
    "vendor": {Nearness.EQUAL: 1.0, Nearness.NEAR: 0.8, Nearness.ABSENT: 0.5, Nearness.OTHER: 0.0},
    "total": {Nearness.EQUAL: 1.0, Nearness.NEAR: 0.7, Nearness.ABSENT: 0.4, Nearness.OTHER: 0.0},
    "date": {Nearness.EQUAL: 1.0, Nearness.NEAR: 0.85, Nearness.ABSENT: 0.4, Nearness.OTHER: 0.0},
}
OTHER_LOCATION = 0.03
LIKELY, POSSIBLE = 0.90, 0.70
SLIPS = (Likeness.SWAPPED, Likeness.DROPPED)


@dataclass(frozen=True, slots=True)
class Likenesses:
    """What two invoices are to each other, value by value."""

    number: Likeness
    vendor: Nearness
    total: Nearness
    date: Nearness
    one_vendor: bool  # the same record, or the same unknown name
    one_location: bool

    @property
    def score(self) -> float:
        score = WEIGHTS["number"] * NUMBER_SHARES[self.number]
        for name in ("vendor", "total", "date"):
            score += WEIGHTS[name] * SHARES[name][getattr(self, name)]
        return round(score - (0 if self.one_location else OTHER_LOCATION), 4)


def compare(later: Compared, earlier: Compared) -> Verdict | None:
    """The verdict over two invoices; None of two that are not alike. Only the sentences depend on the order of the two."""
    if (later.company_id, later.type) != (earlier.company_id, earlier.type):
        return None
    if not _share_a_key(keys_of(later), keys_of(earlier)):
        return None
    return judge(later, earlier)


def judge(later: Compared, earlier: Compared) -> Verdict | None:
    """The same over two that are known to share a key."""
    alike = _likenesses(later, earlier)
    decided = _decide(alike, later, earlier)
    if decided is None:
        return None
    kind, scenario = decided
    return Verdict(kind, scenario, alike.score, sentences(scenario, alike.number, later, earlier))


def _share_a_key(a: Keys, b: Keys) -> bool:
    return (a.number is not None and a.number == b.number) or (a.day is not None and a.day == b.day)


def _likenesses(a: Compared, b: Compared) -> Likenesses:
    return Likenesses(
        likeness(a.number, b.number),
        of_vendors(a.vendor, b.vendor),
        of_totals(a, b),
        of_dates(a.date, b.date),
        a.vendor.token is not None and a.vendor.token == b.vendor.token,
        a.location_id == b.location_id,
    )


def _decide(alike: Likenesses, a: Compared, b: Compared) -> tuple[Kind, Scenario] | None:
    if alike.number is Likeness.EQUAL and alike.one_vendor:
        return Kind.LIKELY, _of_one_number(alike, a, b)
    if alike.number is Likeness.EQUAL and alike.vendor is not Nearness.ABSENT:
        return _across_vendors(alike)
    if _is_vetoed(alike, a, b):
        return None
    if alike.score < POSSIBLE:
        return None
    return Kind.LIKELY if alike.score >= LIKELY else Kind.POSSIBLE, Scenario.FUZZY


def _of_one_number(alike: Likenesses, a: Compared, b: Compared) -> Scenario:
    """A number that its vendor has used before always needs somebody's look; the scenario says why."""
    if alike.total is Nearness.EQUAL and alike.date is Nearness.EQUAL:
        return Scenario.SAME if alike.one_location else Scenario.ACROSS_LOCATIONS
    if alike.total in (Nearness.NEAR, Nearness.OTHER):
        if alike.date is Nearness.EQUAL:
            return Scenario.REPLACEMENT
        if a.date and b.date and a_month_apart(a.date, b.date):
            return Scenario.REUSED_NUMBER
    return Scenario.FUZZY


def _across_vendors(alike: Likenesses) -> tuple[Kind, Scenario] | None:
    """The number, total and date of another vendor record. At another place it takes names that are alike."""
    if not (alike.total is Nearness.EQUAL and alike.date is Nearness.EQUAL):
        return None
    if alike.one_location or alike.vendor in (Nearness.EQUAL, Nearness.NEAR):
        return Kind.LIKELY, Scenario.ACROSS_VENDORS
    return Kind.POSSIBLE, Scenario.ACROSS_VENDORS


def _is_vetoed(alike: Likenesses, a: Compared, b: Compared) -> bool:
    """What looks alike and is not: each line keeps one kind of honest neighbours apart."""
    if alike.number is Likeness.OTHER:
        return True  # the same amount on the same day: two deliveries, instalments, standing orders
    if alike.vendor is Nearness.OTHER:
        return True  # small numbers and round amounts meet by chance between vendors
    if alike.number in SLIPS or alike.number is Likeness.ABSENT:
        # a slip in the number is believed only where all else is equal: daily deliveries are nine numbers apart too
        others = (alike.vendor, alike.total, alike.date)
        all_equal = all(value is Nearness.EQUAL for value in others)
        return not all_equal or (alike.number is Likeness.ABSENT and not alike.one_location)
    # a series that begins again: 7 and 007 a month later
    return alike.date is Nearness.OTHER and a.date is not None and b.date is not None and a_month_apart(a.date, b.date)
