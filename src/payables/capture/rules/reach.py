"""Where an outcome has a say: as far as whoever judged the paper sees. Nobody moves the gate of a place they do not see."""

from collections.abc import Iterable, Mapping, Sequence

from payables.capture.rules.thresholds import FieldOutcome, Threshold, thresholds_of
from payables.platform.caller import Scope

Reach = tuple[int, ...]  # () is the whole account, (company,) a company, (company, location) a location
ACCOUNT: Reach = ()

Outcomes = Mapping[str, Sequence[FieldOutcome]]  # by field


def reach_of(judge: Scope | None, company_id: int, location_id: int) -> Reach:
    """Of a paper of this location. Who is not known any more counts where the paper is, and no further."""
    if judge is None or not judge.sees_whole_companies:
        return company_id, location_id
    return ACCOUNT if judge.company_ids is None else (company_id,)


def thresholds_by_place(
    outcomes: Mapping[Reach, Outcomes], shipped: Mapping[str, float], target: float
) -> dict[Reach, dict[str, Threshold]]:
    """Of the account, and of each company and location where somebody has a say who has none in the whole account."""
    places = {ACCOUNT, *outcomes}
    return {place: thresholds_of(_heard_at(place, outcomes), shipped, target) for place in places}


def nearest(place: Reach, known: Iterable[Reach]) -> Reach:
    """The location's own, else the company's, else the account's."""
    kept = set(known)
    return next((place[:n] for n in range(len(place), 0, -1) if place[:n] in kept), ACCOUNT)


def _heard_at(place: Reach, outcomes: Mapping[Reach, Outcomes]) -> dict[str, list[FieldOutcome]]:
    """Those of the place itself and of all that it is part of."""
    found: dict[str, list[FieldOutcome]] = {}
    for n in range(len(place) + 1):
        for name, of_one in outcomes.get(place[:n], {}).items():
            found.setdefault(name, []).extend(of_one)
    return found
