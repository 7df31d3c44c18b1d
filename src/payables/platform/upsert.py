"""Create or update many records of one kind in a handful of statements: the round that every master data goes through
(contract/platform.md sections 8.2 and 8.4). What a record is, and how it is stored and told, the capability says."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from payables.kit.errors import FieldError, OutOfScope

# Master data is shared by the locations of its company (contract/platform.md section 2.4)
BEYOND_SCOPE = (
    "belongs to a record that holds for all locations of the company, of which your API user sees some: create new ones, "
    "or ask somebody who sees the whole company to change it."
)


class Indexed(Protocol):
    """A row of the request whose fields are sound."""

    @property
    def index(self) -> int: ...


class Identified(Protocol):
    """A record that is stored, or about to be."""

    @property
    def id(self) -> int | str: ...


Row = TypeVar("Row", bound=Indexed)
Record = TypeVar("Record", bound=Identified)


@dataclass(frozen=True, slots=True)
class Refused(Generic[Row]):
    """A row that was not carried out, and why. `type` is validation_error, duplicate_in_request, already_exists or
    out_of_scope."""

    row: Row
    faults: list[FieldError]
    type: str


@dataclass(slots=True)
class Upserted(Generic[Row, Record]):
    """What became of the rows, each list in the order of the request."""

    created: list[Record] = field(default_factory=list[Record])
    updated: list[Record] = field(default_factory=list[Record])
    refused: list[Refused[Row]] = field(default_factory=list[Refused[Row]])
    done: list["Plan[Row, Record]"] = field(default_factory=list["Plan[Row, Record]"])  # the same, beside their rows

    def refuse(self, row: Row, name: str, sentence: str, type_: str) -> None:
        self.refused.append(Refused(row, [FieldError(name, sentence, type_)], type_))


@dataclass(frozen=True, slots=True)
class Plan(Generic[Row, Record]):
    """A row beside what it leads to: `before` is the record as it is, None if it is new, and `after` the same record
    where the row changes nothing."""

    row: Row
    before: Record | None
    after: Record


@dataclass(frozen=True, slots=True)
class Master(Generic[Row, Record]):
    """What one kind of record brings along.

    `key` is the field that a row meets its record by. `plan` locks the records that are there and refuses rows it cannot
    carry out; `insert` returns the ids that were inserted, the others met a record of another request.
    """

    key: str
    key_of: Callable[[Row], str]
    may_change: bool  # False: who asks may create records, and change none that is there
    plan: Callable[[Sequence[Row], Upserted[Row, Record]], Awaitable[Sequence[Plan[Row, Record]]]]
    insert: Callable[[Sequence[Record]], Awaitable[set[int] | set[str]]]
    update: Callable[[Sequence[Record]], Awaitable[None]]
    tell_created: Callable[[Record], None]
    tell_updated: Callable[[Record, Record], None]


async def upsert(master: Master[Row, Record], rows: Sequence[Row]) -> Upserted[Row, Record]:
    """Good rows are kept when others fail.

    Of two rows with the same key the later one is refused: all rows act in one statement, which sees each record as it
    was before the request, so that what the two would make of it together is not defined. The client should know.
    A row that changes nothing is listed as updated and leaves no trace.
    """
    outcome: Upserted[Row, Record] = Upserted()
    waiting = _each_once(master, rows, outcome)
    done: dict[int, Plan[Row, Record]] = {}
    while waiting:
        plans = _allowed(master, await master.plan(waiting, outcome), outcome)
        if changed := [plan.after for plan in plans if plan.before and plan.after != plan.before]:
            await master.update(changed)
        new = [plan for plan in plans if not plan.before]
        inserted = await master.insert([plan.after for plan in new]) if new else set[int]()
        # What another request created in this moment is there now: it is met in the next round
        waiting = [plan.row for plan in new if plan.after.id not in inserted]
        done |= {plan.row.index: plan for plan in plans if plan.before or plan.after.id in inserted}
    _tell(master, outcome, [done[index] for index in sorted(done)])
    return outcome


def _each_once(master: Master[Row, Record], rows: Sequence[Row], outcome: Upserted[Row, Record]) -> list[Row]:
    first: dict[str, Row] = {}
    for row in rows:
        if first.setdefault(master.key_of(row), row) is not row:
            outcome.refuse(row, master.key, "stands in an earlier row of this request.", "duplicate_in_request")
    return list(first.values())


def _allowed(
    master: Master[Row, Record], plans: Sequence[Plan[Row, Record]], outcome: Upserted[Row, Record]
) -> Sequence[Plan[Row, Record]]:
    if master.may_change:
        return plans
    beyond = [plan for plan in plans if plan.before and plan.after != plan.before]
    for plan in beyond:
        outcome.refuse(plan.row, master.key, BEYOND_SCOPE, OutOfScope.code)
    return [plan for plan in plans if plan not in beyond]


def _tell(master: Master[Row, Record], outcome: Upserted[Row, Record], plans: Sequence[Plan[Row, Record]]) -> None:
    outcome.done.extend(plans)
    for plan in plans:
        if plan.before is None:
            outcome.created.append(plan.after)
            master.tell_created(plan.after)
            continue
        outcome.updated.append(plan.after)
        if plan.after != plan.before:
            master.tell_updated(plan.before, plan.after)
