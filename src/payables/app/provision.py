"""Provisioning: what an org file says becomes the state of the database, account by account.

Every account is planned before the first is changed, so that a file that is refused changes nothing. Each account is
then applied in one transaction. A second run finds nothing to do.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from uuid import UUID

from payables.access.actions.plan import plan as plan_people
from payables.access.actions.provision import provision as provision_people
from payables.access.model import IssuedClient, IssuedKey, Mint
from payables.accounts import queries as accounts
from payables.accounts.actions.lock import lock
from payables.accounts.actions.plan import plan as plan_structure
from payables.accounts.actions.provision import provision as provision_structure
from payables.accounts.errors import ProvisionedMeanwhile
from payables.accounts.model import Step, StepKind
from payables.app.org.model import Org, OrgAccount
from payables.app.org.read import read_org
from payables.custom_fields.actions.plan import plan as plan_custom_fields
from payables.custom_fields.actions.provision import provision as provision_custom_fields
from payables.kit.ids import uuid7
from payables.platform.db import SYSTEM, Actor, Database, Transaction
from payables.platform.settings import Settings

__all__ = ["AccountPlan", "Credentials", "Provisioned", "plan", "provision", "provision_each", "read_org"]

ATTEMPTS = 3
STRUCTURE = {"account", "company", "group", "location"}
CUSTOM_FIELDS = {"custom_field"}


@dataclass(frozen=True, slots=True)
class AccountPlan:
    """What happens, or happened, to one account. `account_id` is None while it does not exist."""

    key: str
    account_id: UUID | None
    steps: list[Step]

    @property
    def changes(self) -> list[Step]:
        return [step for step in self.steps if step.kind not in (StepKind.KEEP, StepKind.MISSING)]


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a client signs in with; shown once. Texts that were issued earlier are not known any more: None.

    A row has the account's API key if this run issued it, and a client if this run created it.
    """

    account_key: str
    account_id: UUID
    api_key: str | None
    user: str | None = None
    user_id: int | None = None
    client_name: str | None = None
    client_id: str | None = None
    client_secret: str | None = None


# Takes an account's key and what it is about to get, before that is committed; may refuse by raising.
Keep = Callable[[str, list[Credentials]], None]

# Takes what is about to be done to an account, while nobody else can change it; may refuse by raising.
Agree = Callable[[AccountPlan], None]


@dataclass(frozen=True, slots=True)
class Provisioned:
    """What a run did, account by account, and the credentials it issued."""

    accounts: list[AccountPlan]
    issued: list[Credentials]


async def plan(database: Database, org: Org, *, deactivate_missing: bool = False) -> list[AccountPlan]:
    """What `provision` would do. Changes nothing. Raises the refusals of accounts.errors."""
    plans: list[AccountPlan] = []
    for account in org.accounts:
        found = await _find(database, account.structure.key)
        async with database.transaction(found or _new_id(database)) as tx:
            steps = await _steps(tx, account, deactivate_missing)
        plans.append(AccountPlan(account.structure.key, found, steps))
    return plans


async def provision(
    database: Database, org: Org, settings: Settings, secret_key: bytes, *, deactivate_missing: bool = False
) -> Provisioned:
    """Raises the refusals of accounts.errors, before anything is changed unless somebody changes the same meanwhile."""
    outcome = Provisioned([], [])
    runs = provision_each(database, org, settings, secret_key, deactivate_missing=deactivate_missing)
    async for done, issued in runs:
        outcome.accounts.append(done)
        outcome.issued.extend(issued)
    return outcome


async def provision_each(
    database: Database,
    org: Org,
    settings: Settings,
    secret_key: bytes,
    *,
    deactivate_missing: bool = False,
    keep: Keep | None = None,
    agree: Agree | None = None,
    actor: Actor = SYSTEM,
) -> AsyncIterator[tuple[AccountPlan, list[Credentials]]]:
    """`provision`, account by account as each is committed: for a caller who must not lose credentials on a failure."""
    await plan(database, org, deactivate_missing=deactivate_missing)
    run = _Run(database, Mint(settings.env, secret_key), deactivate_missing, keep, agree, actor)
    for account in org.accounts:
        yield await _provision(run, account)


@dataclass(frozen=True, slots=True)
class _Run:
    """What holds for all accounts of a run."""

    database: Database
    mint: Mint
    deactivate_missing: bool
    keep: Keep | None
    agree: Agree | None
    actor: Actor


async def _provision(run: _Run, account: OrgAccount) -> tuple[AccountPlan, list[Credentials]]:
    """Two runs at once: the second waits for the first, then finds its work done."""
    for attempt in range(1, ATTEMPTS + 1):
        found = await _find(run.database, account.structure.key)
        try:
            async with run.database.transaction(found or _new_id(run.database), run.actor) as tx:
                done, issued = await _apply(tx, run, account, found)
                if run.keep and issued:
                    run.keep(done.key, issued)
            return done, issued
        except ProvisionedMeanwhile:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


async def _apply(
    tx: Transaction, run: _Run, account: OrgAccount, found: UUID | None
) -> tuple[AccountPlan, list[Credentials]]:
    key = account.structure.key
    await lock(tx)
    steps = await _steps(tx, account, run.deactivate_missing)
    if run.agree:
        run.agree(AccountPlan(key, found, steps))
    structure = await provision_structure(tx, key, [step for step in steps if step.subject in STRUCTURE])
    await provision_custom_fields(tx, structure, [step for step in steps if step.subject in CUSTOM_FIELDS])
    people = [step for step in steps if step.subject not in STRUCTURE | CUSTOM_FIELDS]
    api_key, clients = await provision_people(tx, run.mint, structure, people)
    return AccountPlan(key, tx.account_id, steps), _credentials(key, tx.account_id, api_key, clients)


async def _steps(tx: Transaction, account: OrgAccount, deactivate_missing: bool) -> list[Step]:
    structure = await plan_structure(tx, account.structure, deactivate_missing=deactivate_missing)
    fields = await plan_custom_fields(tx, account.custom_fields, deactivate_missing=deactivate_missing)
    people = await plan_people(tx, account.people, account.api_users, deactivate_missing=deactivate_missing)
    return [*structure, *fields, *people]


def _credentials(
    account_key: str, account_id: UUID, api_key: IssuedKey | None, clients: list[IssuedClient]
) -> list[Credentials]:
    key = api_key.text if api_key else None
    if not clients:
        return [Credentials(account_key, account_id, key)] if key else []
    return [
        Credentials(account_key, account_id, key, c.user, c.user_id, c.name, c.client_id, c.secret) for c in clients
    ]


async def _find(database: Database, key: str) -> UUID | None:
    async with database.operator() as connection:
        return await accounts.account_of_key(connection, key)


def _new_id(database: Database) -> UUID:
    return uuid7(int(database.clock.now().timestamp() * 1000))
