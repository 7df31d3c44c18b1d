"""The three demo tenants in the database: accounts, people, and the credentials of their clients."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

from payables.access import queries
from payables.access.actions.issue_credentials import issue_key
from payables.access.actions.rotate_key import rotate_key
from payables.access.actions.rotate_secret import rotate_secret
from payables.access.model import ROLES, Mint, PersonEntry
from payables.accounts import queries as accounts
from payables.app.demo.credentials import Credential
from payables.app.org.model import Org, OrgAccount
from payables.app.provision import Credentials, provision, read_org
from payables.app.runtime import Parts
from payables.platform.caller import Permission
from payables.platform.db import Transaction

ORG = Path(__file__).parent / "org.yaml"
OVERLAP = timedelta(days=1)  # whoever still uses the lost ones has a day
LABEL = "default"


def read_demo_org() -> Org:
    return read_org(ORG.read_text(encoding="utf-8"), str(ORG))


async def provision_tenants(parts: Parts, org: Org, known: list[Credential]) -> list[Credential]:
    """Create or update the tenants; answers a credential for every client of the org file, in its order.

    Those that are neither known nor issued now are rotated: their texts are stored nowhere.
    """
    outcome = await provision(parts.database, org, parts.settings, parts.secret_key)
    usable = {credential.name: credential for credential in known}
    usable |= {credential.name: credential for credential in _issued(outcome.issued, known)}
    lost = [account for account in org.accounts if not all(name in usable for name in _names(account))]
    for account in lost:
        renewed = await renew(parts, account)
        usable |= {credential.name: credential for credential in renewed}
    return [usable[name] for account in org.accounts for name in _names(account)]


async def renew(parts: Parts, account: OrgAccount) -> list[Credential]:
    """A new API key and new secrets for the account's clients; the old ones end in a day."""
    key = account.structure.key
    mint = Mint(parts.settings.env, parts.secret_key)
    async with parts.database.operator() as connection:
        account_id: UUID | None = await accounts.account_of_key(connection, key)
    assert account_id is not None, "it was provisioned a moment ago"
    async with parts.database.transaction(account_id) as tx:
        api_key = await _new_key(tx, mint)
        clients = (await queries.present_access(tx)).clients
        secrets = {
            name: await rotate_secret(tx, mint, clients[f"{name[1]}/{name[2]}"]["id"], OVERLAP)
            for name in _names(account)
        }
    return [Credential(*name, api_key, issued.client_id, issued.secret) for name, issued in secrets.items()]


def approver(account: OrgAccount, location: str) -> str:
    """The address of a person who may approve there: an accountant of the place rather than the administrator."""
    keys = {site.name: site.key for company in account.structure.companies for site in company.locations}
    able = [person for person in account.people if Permission.INVOICES_APPROVE in ROLES[person.role]]
    near = [person for person in able if not person.scope.locations or keys[location] in person.scope.locations]
    return min(near, key=_distance).email


def _distance(person: PersonEntry) -> tuple[bool, bool]:
    return person.role.startswith("Administrator"), not person.scope.locations


def _issued(issued: list[Credentials], known: list[Credential]) -> list[Credential]:
    """A client that was added later stands on the account's key that is known already."""
    keys = {credential.account: credential.api_key for credential in known}
    keys |= {each.account_key: each.api_key for each in issued if each.api_key}
    return [
        Credential(
            each.account_key, each.user, each.client_name, keys[each.account_key], each.client_id, each.client_secret
        )
        for each in issued
        if each.user and each.client_name and each.client_id and each.client_secret and each.account_key in keys
    ]


def _names(account: OrgAccount) -> list[tuple[str, str, str]]:
    return [(account.structure.key, user.name, client) for user in account.api_users for client in user.clients]


async def _new_key(tx: Transaction, mint: Mint) -> str:
    """In place of the newest one that lives: integrators of the demo share the account's key."""
    live = [row for row in await queries.credentials(tx) if row.kind == "key" and row.state(tx.now) == "live"]
    if not live:
        return (await issue_key(tx, mint, LABEL)).text
    return (await rotate_key(tx, mint, UUID(live[-1].id), OVERLAP)).text
