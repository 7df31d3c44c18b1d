"""An org file that an operator pastes: first what it would do, then doing exactly that."""

from dataclasses import dataclass
from hashlib import sha256

from payables.app.org.model import BadOrgFile, Org
from payables.app.plan_text import credentials_data, plan_lines
from payables.app.provision import Credentials, Provisioned, plan, provision_each, read_org
from payables.app.runtime import Parts
from payables.kit.errors import FieldError, InvalidFields, Refusal
from payables.platform.db import Actor

NAME = "line"
MOST_FAULTS = 50


class ChangedMeanwhile(Refusal):
    """Something has changed since the plan was made, and nothing was done: look at the new plan below and apply that."""

    status = 409
    code = "plan_changed"


@dataclass(frozen=True, slots=True)
class Planned:
    """What a file would do, line by line for each account; `digest` names exactly this plan."""

    accounts: list[list[str]]
    changes: int
    digest: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What a file did, and the credentials that it issued, told once."""

    accounts: int
    changes: int
    credentials: list[dict[str, str]]


async def plan_text(parts: Parts, text: str, *, deactivate_missing: bool) -> Planned:
    """Changes nothing. Raises InvalidFields with every fault and its line, and the refusals of accounts.errors."""
    return await _planned(parts, _read(text), deactivate_missing)


async def apply_text(parts: Parts, text: str, *, deactivate_missing: bool, digest: str, actor: Actor) -> Applied:
    """Account by account, each in one transaction. Raises ChangedMeanwhile, and what plan_text does."""
    org = _read(text)
    if (await _planned(parts, org, deactivate_missing)).digest != digest:
        raise ChangedMeanwhile
    outcome = Provisioned([], [])
    async for done, issued in provision_each(
        parts.database, org, parts.settings, parts.secret_key, deactivate_missing=deactivate_missing, actor=actor
    ):
        outcome.accounts.append(done)
        outcome.issued.extend(issued)
    changes = sum(len(each.changes) for each in outcome.accounts)
    return Applied(len(outcome.accounts), changes, [_told(each) for each in outcome.issued])


def _read(text: str) -> Org:
    try:
        return read_org(text, NAME)
    except BadOrgFile as error:
        faults = [FieldError(f"{NAME} {fault.line}", fault.reason, "bad_org_file") for fault in error.faults]
        raise InvalidFields(faults[:MOST_FAULTS]) from error


async def _planned(parts: Parts, org: Org, deactivate_missing: bool) -> Planned:
    plans = await plan(parts.database, org, deactivate_missing=deactivate_missing)
    lines = [plan_lines(each) for each in plans]
    digest = sha256("\0".join(line for account in lines for line in account).encode()).hexdigest()
    return Planned(lines, sum(len(each.changes) for each in plans), digest)


def _told(issued: Credentials) -> dict[str, str]:
    return {name: str(value) for name, value in credentials_data(issued).items()}
