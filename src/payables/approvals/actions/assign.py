"""Policies ask people to approve a subject (contract/invoices-and-catalog.md section 4.7)."""

from payables.access import queries as access
from payables.approvals.model import Subject, SubjectFacts
from payables.approvals.queries import decisions, policies
from payables.approvals.rules.firing import fire, people_of
from payables.approvals.rules.requests import requests_of, told
from payables.approvals.store import decisions as store
from payables.audit.actions.record import record
from payables.platform.db import Transaction


async def assign(tx: Transaction, subject: Subject, facts: SubjectFacts, *, authors: frozenset[int]) -> bool:
    """The whole chain at once, in four statements whatever there are of policies and people. The subject has no chain of
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
    )
    await store.assign(tx, subject, requests)
    record(tx, f"{subject.type}.approvers_assigned", subject.type, subject.id, after={"policies": told(requests)})
    return True
