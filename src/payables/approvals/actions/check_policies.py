"""Would those have approved whom the policies asked before its authors, or whoever approves it, changed them?

A chain can be complete because somebody arranged it so: narrowed a policy, named others, made a new one so that the rest
falls silent. Their changes are looked away from (rules/as_others_left.py), and what asks then has to have been asked too:
once those from some days before it was entered on, and once only those since, so that what they made themselves before it
came, and take back now, asks as well.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from itertools import product

from payables.access import queries as access
from payables.access.queries.hands import one_hand
from payables.approvals.errors import PolicyChangedByApprover, PolicyChangedByAuthor
from payables.approvals.model import Approval, Decision, Needs, Subject, SubjectFacts
from payables.approvals.queries import decisions, policies
from payables.approvals.queries.names import names
from payables.approvals.rules.as_others_left import COOLING_OFF, Bypassed, as_others_left, bypassed
from payables.approvals.rules.firing import firing
from payables.audit import queries as audit
from payables.platform.db import Transaction

CHANGES = [f"approval_policy.{how}" for how in ("created", "changed", "deactivated", "restored")]


async def check_policies(
    tx: Transaction,
    subject: Subject,
    *,
    approval_mode: str,
    authors_since: Callable[[datetime], Awaitable[frozenset[int]]],
    approving: frozenset[int],
    entered_at: datetime,
    facts: Callable[[], Awaitable[SubjectFacts]],
) -> None:
    """Of a subject whose chain is complete, not by force. `authors_since` answers its authors with everybody who may have
    acted as one of them since then; `approving` are whoever completes it, and the API user that carries it here. One statement
    where nobody has changed a policy lately.

    Raises PolicyChangedByApprover, PolicyChangedByAuthor."""
    if approval_mode != "advanced" or await decisions.self_approval_allowed(tx):
        return
    before = entered_at - COOLING_OFF
    changers = await audit.actors_since(tx, "approval_policy", CHANGES, before)
    if not changers:
        return
    records = await decisions.of_subject(tx, subject)
    approving = await one_hand(tx, approving | _took_part(records), before)
    own = changers & (await authors_since(before) | approving)
    if not own:
        return
    known = await facts()
    for people, since in product(_groups(own), (before, entered_at)):
        if missed := await _missed(tx, records, people, since, known):
            refusal = PolicyChangedByApprover if people & approving else PolicyChangedByAuthor
            raise refusal(changers=await names(tx, sorted(people), "and"), missing=await _missing(tx, missed))


def _took_part(records: Sequence[Approval]) -> frozenset[int]:
    approved = [record for record in records if record.status is Decision.APPROVED]
    people = (id for record in approved for id in (record.approver_id, record.decided_by))
    return frozenset(id for id in people if id is not None)


def _groups(own: frozenset[int]) -> list[frozenset[int]]:
    """Each alone, since one's changes may be built on another's; and all together, since each may have silenced a catch-all."""
    return [*(frozenset({one}) for one in sorted(own)), *([own] if len(own) > 1 else [])]


async def _missed(
    tx: Transaction, records: Sequence[Approval], people: frozenset[int], since: datetime, known: SubjectFacts
) -> list[Bypassed]:
    """By the policies of when the chain was drawn up; where none has asked, by those of now."""
    drawn_up = max((record.created_at for record in records if record.policy_id), default=tx.now)
    versions = await policies.made(tx, people, since, drawn_up)
    asking = firing(as_others_left(versions, people, since), known)
    named = sorted({id for policy in asking for id in policy.terms.approver_ids})
    users = await access.users(tx, named) if named else {}
    return bypassed(asking, records, users, known)


async def _missing(tx: Transaction, missed: Sequence[Bypassed]) -> str:
    words = [await names(tx, one.missing, "or" if one.policy.terms.needs is Needs.ANY else "and") for one in missed]
    return ", and ".join(dict.fromkeys(words))
