"""Master data: a record per row, which meets the record of the company by its ERP's id."""

from collections.abc import Awaitable, Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import msgspec

from payables.dimensions.model import Dimension
from payables.imports.kinds.kind import Kind, Work
from payables.imports.model import Did, RecordOutcome, Row
from payables.platform import upsert
from payables.platform.caller import Caller, Permission
from payables.platform.db import Transaction
from payables.vendors.model import Vendor

CHANGED_SINCE = "It was changed since the import: correct it by hand."
OTHERS_TOO = "It holds for all locations of the company: ask somebody who sees the whole company to put it back."
IN_USE = "It is in use: an invoice, a rule or something else names it."

Record = TypeVar("Record", Vendor, Dimension)


@dataclass(frozen=True, slots=True)
class Master(Generic[Record]):
    """`key` is the column a row meets its record by; ids are text here, `lock` and `withdraw` take and answer text. `waits`
    says what of a record somebody still has to decide."""

    key: str
    columns: Sequence[str]
    aliases: Mapping[str, str]
    needs: Permission
    take_in: Callable[[Transaction, Caller, int, Sequence[Mapping[str, str]]], Awaitable[upsert.Upserted[Any, Record]]]
    lock: Callable[[Transaction, int, Collection[str]], Awaitable[Mapping[str, Record]]]
    withdraw: Callable[[Transaction, int, Sequence[str]], Awaitable[set[str]]]
    waits: Callable[[Record], str | None] = lambda _: None

    @property
    def kind(self) -> Kind:
        return Kind(self.columns, self.aliases, self.needs, self._take_in, self._take_back)

    async def _take_in(self, work: Work, rows: Sequence[Row]) -> list[RecordOutcome]:
        done = await self.take_in(work.tx, work.caller, work.company_id, [row.values for row in rows])
        outcomes = {plan.row.index: self._outcome(rows[plan.row.index], plan) for plan in done.done}
        for refused in done.refused:
            row = rows[refused.row.index]
            failed = RecordOutcome([row.number], Did.FAILED, label=row.values.get(self.key), faults=refused.faults)
            outcomes[refused.row.index] = failed
        return [outcomes[index] for index in sorted(outcomes)]

    async def _take_back(self, work: Work, outcomes: Sequence[RecordOutcome]) -> list[RecordOutcome]:
        """Created ones are withdrawn unless something names them, updated ones get back what they were; both unless
        somebody has changed them since. Their rows are locked before they are compared."""
        touched = [o for o in outcomes if o.did in (Did.CREATED, Did.UPDATED) and o.subject_id]
        now = await self.lock(work.tx, work.company_id, [o.subject_id for o in touched if o.subject_id])
        waits = {id: told for id, record in now.items() if (told := self.waits(record))}
        same = [
            o
            for o in touched
            if (found := now.get(o.subject_id or "")) and str(found.id) not in waits and self._told(found) == o.after
        ]
        updated = [o for o in same if o.did is Did.UPDATED]
        restored = await self.take_in(work.tx, work.caller, work.company_id, [_texts(o.before) for o in updated])
        created = [o.subject_id for o in same if o.did is Did.CREATED and o.subject_id]
        done = await self.withdraw(work.tx, work.company_id, created) | {str(one.id) for one in restored.updated}
        refused = {o.subject_id: IN_USE if o.did is Did.CREATED else OTHERS_TOO for o in same}
        refused |= {o.subject_id: waits.get(o.subject_id or "", CHANGED_SINCE) for o in touched if o not in same}
        return [_taken_back(outcome, done, refused) for outcome in outcomes]

    def _outcome(self, row: Row, plan: upsert.Plan[Any, Record]) -> RecordOutcome:
        did = Did.CREATED if plan.before is None else Did.UNCHANGED if plan.before == plan.after else Did.UPDATED
        was = self._told(plan.before) if plan.before is not None and did is Did.UPDATED else None
        now = self._told(plan.after) if did is not Did.UNCHANGED else None
        waits = self.waits(plan.after) if did is Did.UPDATED else None
        notes = [waits] if waits else []
        return RecordOutcome([row.number], did, str(plan.after.id), row.values.get(self.key), was, now, notes=notes)

    def _told(self, record: Record) -> dict[str, Any]:
        fields = msgspec.structs.asdict(record)
        return {name: fields[name] for name in self.columns}


def _texts(before: dict[str, Any] | None) -> dict[str, str]:
    """What was null is sent as an empty text, which makes it null again."""
    return {name: value or "" for name, value in (before or {}).items()}


def _taken_back(
    outcome: RecordOutcome, done: Container[str | None], refused: Mapping[str | None, str]
) -> RecordOutcome:
    if outcome.did in (Did.FAILED, Did.UNCHANGED):
        return outcome
    if outcome.subject_id in done:
        return replace(outcome, undone=True)
    return replace(outcome, undo_refused=refused[outcome.subject_id])
