"""Bring an account's people, API users and clients to what the org file says; issue what they need to sign in."""

from typing import Any

from payables.access import queries, store
from payables.access.actions.issue_credentials import issue_client, issue_key
from payables.access.actions.revoke import revoke
from payables.access.model import IssuedClient, IssuedKey, Mint, PresentAccess
from payables.accounts.model import PresentStructure, Step, StepKind
from payables.audit.actions.record import record
from payables.platform.db import Transaction

DONE = {StepKind.CREATE: "created", StepKind.CHANGE: "changed", StepKind.DEACTIVATE: "deactivated"}
KINDS = {"person": "person", "api_user": "api"}
FIRST_KEY = "default"


async def provision(
    tx: Transaction, mint: Mint, structure: PresentStructure, steps: list[Step]
) -> tuple[IssuedKey | None, list[IssuedClient]]:
    """Apply the steps of `plan` on the structure as it now is.

    Answers the account's first API key, None if it ever had one, and the new clients with their secrets.
    """
    present = await queries.present_access(tx)
    todo = [step for step in steps if step.kind not in (StepKind.KEEP, StepKind.MISSING)]
    for step in todo:
        if step.subject in KINDS:
            await _write_user(tx, structure, present, step)
    present = await queries.present_access(tx)
    key = None if present.has_key else await issue_key(tx, mint, FIRST_KEY)
    return key, await _provision_clients(tx, mint, present, [step for step in todo if step.subject == "client"])


async def _provision_clients(
    tx: Transaction, mint: Mint, present: PresentAccess, steps: list[Step]
) -> list[IssuedClient]:
    for step in steps:
        if step.kind is StepKind.DEACTIVATE:
            await revoke(tx, present.clients[step.key]["id"])
    return [await _add_client(tx, mint, present, step) for step in steps if step.kind is StepKind.CREATE]


async def _write_user(tx: Transaction, structure: PresentStructure, present: PresentAccess, step: Step) -> None:
    found = (present.people if step.subject == "person" else present.api_users).get(step.key)
    number: int = found["id"] if found else await tx.new_number("user")
    if step.kind is StepKind.DEACTIVATE:
        await store.deactivate_user(tx, number)
    elif found:
        await store.update_user(tx, number, _values(structure, {**found, **step.after}))
    else:
        await store.insert_user(tx, number, KINDS[step.subject], step.key, _values(structure, _named(step)))
    before, after = step.before or None, step.after
    record(tx, f"{step.subject}.{DONE[step.kind]}", step.subject, number, before=before, after=after)


def _named(step: Step) -> dict[str, Any]:
    """An API user has no email; its name stands in for a person's."""
    return {"email": None, "first_name": step.key, "last_name": "", **step.after}


def _values(structure: PresentStructure, user: dict[str, Any]) -> tuple[Any, ...]:
    companies = [structure.companies[key]["id"] for key in user["companies"]]
    locations = [structure.locations[key]["id"] for key in user["locations"]]
    names = (user["email"], user["first_name"], user["last_name"], user["role"], user["scope"])
    return *names, companies or None, locations or None


async def _add_client(tx: Transaction, mint: Mint, present: PresentAccess, step: Step) -> IssuedClient:
    user, name = step.key.rsplit("/", 1)
    return await issue_client(tx, mint, present.api_users[user]["id"], user, name)
