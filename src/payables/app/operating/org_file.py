"""An org file that an operator pastes: first what it would do, then doing exactly that."""

import asyncio
from dataclasses import dataclass
from hashlib import sha256

import structlog

from payables.app.org.model import BadOrgFile, Org
from payables.app.plan_text import credentials_data, plan_lines
from payables.app.provision import AccountPlan, Agree, Credentials, Provisioned, plan, provision_each, read_org
from payables.app.runtime import Parts
from payables.kit.errors import FieldError, InvalidFields, Refusal
from payables.platform.db import Actor

NAME = "line"
MOST_FAULTS = 50
SHARE_OF_TIME = 0.8  # of a request's: the rest is for telling what was done
UNKNOWN = "Something went wrong that the server's log tells more of: have the file planned anew."

log = structlog.get_logger("operating")


class ChangedMeanwhile(Refusal):
    """Something has changed since the plan was made, and nothing was done to {what}: have it planned anew and apply that."""

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
    """What a file did, and the credentials that it issued, told once. `failed` is why it ended before its last account, and
    `left` are the keys of those that it did nothing to."""

    accounts: int
    changes: int
    credentials: list[dict[str, str]]
    failed: str | None
    left: list[str]


async def plan_text(parts: Parts, text: str, *, deactivate_missing: bool) -> Planned:
    """Changes nothing. Raises InvalidFields with every fault and its line, and the refusals of accounts.errors."""
    return await _planned(parts, _read(text), deactivate_missing)


async def apply_text(parts: Parts, text: str, *, deactivate_missing: bool, digest: str, actor: Actor) -> Applied:
    """Account by account, each in one transaction. Raises ChangedMeanwhile, and what plan_text does."""
    org = _read(text)
    planned = await _planned(parts, org, deactivate_missing)
    if planned.digest != digest:
        raise ChangedMeanwhile(what="any account")
    outcome = Provisioned([], [])
    failed = await _carry_out(parts, org, outcome, deactivate_missing, _as_planned(planned), actor)
    changes = sum(len(each.changes) for each in outcome.accounts)
    done = len(outcome.accounts)
    left = [account.structure.key for account in org.accounts[done:]]
    return Applied(done, changes, [_told(each) for each in outcome.issued], failed, left)


async def _carry_out(
    parts: Parts, org: Org, outcome: Provisioned, deactivate_missing: bool, agree: Agree, actor: Actor
) -> str | None:
    """Why it did not come to its end. Once an account is done its credentials are in force, and are lost with an exception."""
    runs = provision_each(
        parts.database,
        org,
        parts.settings,
        parts.secret_key,
        deactivate_missing=deactivate_missing,
        agree=agree,
        actor=actor,
    )
    try:
        async with asyncio.timeout(parts.settings.request_timeout_seconds * SHARE_OF_TIME):
            async for done, issued in runs:
                outcome.accounts.append(done)
                outcome.issued.extend(issued)
    except Exception as error:
        if not outcome.accounts:
            raise
        if isinstance(error, Refusal):
            return error.sentence
        log.exception("org file applied in part")
        return UNKNOWN
    return None


def _as_planned(planned: Planned) -> Agree:
    """Two operators at once: the second finds under the account's lock what the first has made of it."""
    agreed = {tuple(lines) for lines in planned.accounts}

    def agree(about: AccountPlan) -> None:
        if tuple(plan_lines(about)) not in agreed:
            raise ChangedMeanwhile(what=f"the account {about.key}")

    return agree


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
