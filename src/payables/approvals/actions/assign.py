"""Policies ask people to approve a subject (contract/invoices-and-catalog.md section 4.7)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from payables.access import queries as access
from payables.approvals.model import Link, Subject, SubjectFacts
from payables.approvals.queries import decisions, policies
from payables.approvals.rules.firing import fire, people_of
from payables.approvals.rules.requests import requests_of, told
from payables.approvals.store import decisions as store
from payables.audit.actions.record import record
from payables.platform.db import Transaction


async def assign(
    tx: Transaction, subject: Subject, facts: SubjectFacts, *, authors: frozenset[int], entered_at: datetime
) -> bool:
    """The whole chain at once, in five statements whatever there are of policies and people. The subject has no chain of
    policies (actions/start_over.py takes an old one away) and the caller holds its lock.

    Where no policy fires nobody is asked: then one person with the permission is enough. Answers whether one did.
    """
    chain = fire(await policies.active(tx), facts).chain
    if not chain:
        return False
    requests = requests_of(
        chain,
        await access.users(tx, people_of(chain)),
        facts,
        authors=authors,
        self_approval=await decisions.self_approval_allowed(tx),
        made_since=await _made_since(tx, chain, entered_at),
    )
    await store.assign(tx, subject, requests)
    record(tx, f"{subject.type}.approvers_assigned", subject.type, subject.id, after={"policies": told(requests)})
    return True


async def _made_since(tx: Transaction, chain: Sequence[Link], entered_at: datetime) -> Mapping[UUID, int]:
    """Nothing is newer than what is entered at this moment."""
    if entered_at >= tx.now:
        return {}
    return await policies.made_since(tx, [link.policy.id for link in chain], entered_at)
