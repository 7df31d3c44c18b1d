"""The chains of invoices as the API shows them: who is asked by what, where each person's part stands, and who is away."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from payables.access import queries as access
from payables.access.model import User
from payables.approvals.model import Approval, StandIn
from payables.approvals.queries import decisions as approvals
from payables.approvals.queries import stand_ins
from payables.invoices.model import Invoice, State
from payables.invoices.schema.approvals import ApprovalObject, ApproverObject, OutOfOffice, PolicyObject
from payables.invoices.schema.invoice import InvoiceObject
from payables.kit.dates import format_utc
from payables.platform.db import Transaction
from payables.platform.http.instants import twins

NOBODY = ApproverObject("", None, "")


async def shown_approvals(tx: Transaction, invoices: Mapping[UUID, bool]) -> dict[UUID, list[ApprovalObject]]:
    """Of each of them, in three statements however many there are. The value says whether it was put away: then it waits
    for nobody."""
    chains = await approvals.of_subjects(tx, "invoice", list(invoices))
    records = [record for chain in chains.values() for record in chain]
    absent = await stand_ins.away(tx, sorted({one.approver_id for one in records if one.approver_id is not None}))
    users = await access.users(tx, _people(records, absent)) if records else {}
    found: dict[UUID, list[ApprovalObject]] = {}
    for id, chain in chains.items():
        turn: frozenset[str] = frozenset() if invoices[id] else approvals.whose_turn(chain)
        found[id] = [_shown(one, users, one.id in turn, absent.get(one.approver_id or 0)) for one in chain]
    return found


async def add_approvers(
    tx: Transaction, invoices: Sequence[Invoice], shown: Sequence[InvoiceObject], etags: Sequence[str]
) -> None:
    """To each of the shown ones its chain, and the version that can be decided over."""
    chains = await shown_approvals(tx, {one.id: one.state is State.ARCHIVED for one in invoices})
    for invoice, one, etag in zip(invoices, shown, etags, strict=True):
        one.approvers, one.etag = chains[invoice.id], etag


def shown_person(user: User) -> ApproverObject:
    """As approvals show a person (contract/invoices-and-catalog.md section 4.1)."""
    return ApproverObject(str(user.id), user.email, user.display_name)


def _people(records: Sequence[Approval], absent: Mapping[int, StandIn]) -> list[int]:
    ids: Iterable[int | None] = (id for one in records for id in (one.approver_id, one.decided_by, *one.escalated_to))
    return sorted({id for id in (*ids, *(one.stand_in_id for one in absent.values())) if id is not None})


def _shown(record: Approval, users: Mapping[int, User], waiting: bool, absence: StandIn | None) -> ApprovalObject:
    decider = record.decided_by or 0
    return ApprovalObject(
        id=record.id,
        approver=shown_person(users[record.approver_id]) if record.approver_id is not None else NOBODY,
        policy=PolicyObject(str(record.policy_id), record.policy_name or "") if record.policy_id else None,
        created_date=format_utc(record.created_at),
        status=record.status,
        decided_date=format_utc(record.decided_at) if record.decided_at else None,
        decided_by=shown_person(users[decider]) if decider in users else None,
        forced=record.forced,
        comment=record.comment,
        stage=record.stage,
        waiting=waiting,
        needs=record.needs,
        superseded=record.superseded,
        policy_version=record.policy_version,
        error=record.error,
        stand_in_for=shown_person(users[record.approver_id])
        if record.decided_as and record.approver_id is not None
        else None,
        decided_as=record.decided_as,
        escalated_to=[shown_person(users[id]) for id in record.escalated_to if id in users],
        **twins("waiting_since_date", record.waiting_since if waiting else None),
        out_of_office=_absence(absence, users) if absence else None,
    )


def _absence(absence: StandIn, users: Mapping[int, User]) -> OutOfOffice:
    return OutOfOffice(
        **twins("end_date", absence.until),
        note=absence.note,
        stand_in=shown_person(users[absence.stand_in_id]) if absence.stand_in_id is not None else None,
    )
