"""Try an approval policy on invoices of the past: who would have been asked. Nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from payables.access.model import User
from payables.accounts import queries as accounts
from payables.approvals.actions.draw_up import draw_up
from payables.approvals.actions.find_policy import find_policy
from payables.approvals.actions.try_policy import Trial, try_policy
from payables.approvals.model import Policy, PolicyDraft
from payables.invoices.model import Invoice
from payables.invoices.queries import lists
from payables.invoices.queries.authors import authors_of_many
from payables.invoices.queries.facts import facts
from payables.invoices.queries.parts import contents_of
from payables.kit.dates import Window
from payables.kit.pages import Page
from payables.platform.caller import Caller
from payables.platform.db import Transaction


@dataclass(frozen=True, slots=True)
class Tried:
    """A draft, alone or in the place of a policy that is in force; or that policy at a version, its newest if None."""

    draft: PolicyDraft | None
    policy_id: UUID | None
    version: int | None


@dataclass(frozen=True, slots=True)
class DryRun:
    """The policy as it was tried, each invoice with what it would have been asked, and the people by id."""

    policy: Policy
    invoices: list[tuple[Invoice, Trial]]
    people: Mapping[int, User]


async def dry_run_policy(
    tx: Transaction, caller: Caller, tried: Tried, *, created: Window, company_id: int | None, limit: int
) -> DryRun:
    """The newest invoices of the window within the caller's access, in a dozen statements for one as for a thousand.

    Raises NotFound, OutOfScope and what draw_up raises."""
    policy = await _policy(tx, caller, tried)
    if company_id is not None:
        await accounts.company(tx, caller, company_id)
    wanted = lists.Wanted(created=created, company_id=company_id)
    seen = (await lists.listed(tx, caller, wanted, Page(1, limit))).invoices
    invoices = [one.invoice for one in seen]
    known = await facts(tx, await contents_of(tx, invoices))
    subjects = list(zip(known, await authors_of_many(tx, invoices), strict=True))
    trials, people = await try_policy(tx, policy, subjects)
    return DryRun(policy, list(zip(invoices, trials, strict=True)), people)


async def _policy(tx: Transaction, caller: Caller, tried: Tried) -> Policy:
    found = None
    if tried.policy_id is not None:
        found = (await find_policy(tx, caller, tried.policy_id, version=tried.version)).policy
    if tried.draft is None:
        assert found is not None
        return found
    terms = await draw_up(tx, caller, tried.draft, policy_id=found.id if found else None)
    return Policy(found.id if found else tx.new_id(), 0, True, terms)
