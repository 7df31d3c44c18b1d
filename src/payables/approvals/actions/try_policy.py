"""Whom would a policy have asked? Tried on subjects of the past, beside the policies that are in force (dry run)."""

from asyncio import sleep
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from payables.access import queries as access
from payables.access.model import User
from payables.approvals.model import Policy, Request, SubjectFacts, Unmet
from payables.approvals.queries import decisions, policies
from payables.approvals.rules.firing import fire
from payables.approvals.rules.requests import requests_of
from payables.platform.db import Transaction

AT_A_TIME = 20


@dataclass(frozen=True, slots=True)
class Trial:
    """What the chain of one subject would have been; `kept` says what keeps the policy from firing for it."""

    chain: Sequence[Request]
    kept: Sequence[Unmet]


async def try_policy(
    tx: Transaction, tried: Policy, subjects: Sequence[tuple[SubjectFacts, frozenset[int]]]
) -> tuple[list[Trial], Mapping[int, User]]:
    """Each subject with its authors; a trial for each, and all people of the chains by id. Nothing is written.

    A policy in force of the same id is left out: the tried one stands in its place. Three statements for a thousand."""
    others = [policy for policy in await policies.active(tx) if policy.id != tried.id]
    everybody = {id for policy in (tried, *others) for id in policy.terms.approver_ids}
    people = await access.users(tx, sorted(everybody))
    self_approval = await decisions.self_approval_allowed(tx)
    trials: list[Trial] = []
    for n, (facts, authors) in enumerate(subjects):
        if n % AT_A_TIME == 0:
            await sleep(0)  # other requests are not to wait for all of them
        firing = fire([tried, *others], facts)
        chain = requests_of(firing.chain, people, facts, authors=authors, self_approval=self_approval)
        trials.append(Trial(chain, firing.kept.get(tried.id, ())))
    return trials, people
