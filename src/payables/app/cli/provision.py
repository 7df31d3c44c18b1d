"""payables provision: bring accounts to what an org file says."""

import asyncio
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from payables.app.cli.credentials_file import CredentialsFile
from payables.app.cli.printing import say, show_json, show_table
from payables.app.org.model import BadOrgFile, Fault, Org
from payables.app.org.nodes import MOST_BYTES
from payables.app.plan_text import credentials_data, plan_data, plan_lines
from payables.app.provision import AccountPlan, Credentials, Keep, Provisioned, plan, provision_each, read_org
from payables.app.runtime import Parts, open_parts
from payables.platform.settings import Settings, read_settings


def provision(
    org_file: Path,
    /,
    *,
    dry_run: Annotated[bool, Parameter(negative="")] = False,
    deactivate_missing: Annotated[bool, Parameter(negative="")] = False,
    credentials_file: Path | None = None,
    json: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Create or update accounts, companies, locations, groups, people and API users from an org file.

    Prints the plan, then applies it: one transaction per account. Running it again changes nothing.
    API keys and client secrets that are issued are shown once.

    Parameters
    ----------
    org_file
        The YAML file; see docs/provisioning.md.
    dry_run
        Print the plan and change nothing.
    deactivate_missing
        Deactivate locations, people and API users that are not in the file, and revoke clients that are not.
        Nothing is ever deleted.
    credentials_file
        Write issued credentials to this new file, readable only by you, instead of printing them.
    json
        Print one JSON document.
    """
    org = read_org(_read(org_file), str(org_file))
    run = _Run(org, deactivate_missing, CredentialsFile(credentials_file) if credentials_file else None, json)
    asyncio.run(run.dry() if dry_run else run.apply())


class _Run:
    """One run of the command over one file."""

    def __init__(self, org: Org, deactivate_missing: bool, file: CredentialsFile | None, json: bool) -> None:
        self.org = org
        self.deactivate_missing = deactivate_missing
        self.file = file
        self.json = json

    async def dry(self) -> None:
        async with open_parts(read_settings()) as parts:
            plans = await self._plan(parts)
        if self.json:
            show_json({"dry_run": True, "accounts": [plan_data(each) for each in plans]})

    async def apply(self) -> None:
        async with open_parts(read_settings()) as parts:
            plans = await self._plan(parts)
            if self.file and _issues(plans):
                self.file.open()
            outcome = Provisioned([], [])
            try:
                await self._provision(parts, outcome)
            finally:
                # What was committed before a failure is in force: its credentials must not be lost.
                self._deliver(outcome)

    async def _plan(self, parts: Parts) -> list[AccountPlan]:
        plans = await plan(parts.database, self.org, deactivate_missing=self.deactivate_missing)
        if not self.json:
            for each in plans:
                say("\n".join(plan_lines(each)))
        return plans

    async def _provision(self, parts: Parts, outcome: Provisioned) -> None:
        async for done, issued in provision_each(
            parts.database,
            self.org,
            parts.settings,
            parts.secret_key,
            deactivate_missing=self.deactivate_missing,
            keep=self._keeper(parts.settings),
        ):
            outcome.accounts.append(done)
            outcome.issued.extend(issued)

    def _keeper(self, settings: Settings) -> Keep | None:
        """Writes an account's credentials into the file before they are in force."""
        if (file := self.file) is None:
            return None
        head = {"base_url": settings.base_url, "env": settings.env}
        return lambda account, issued: file.keep(account, head, [credentials_data(each) for each in issued])

    def _deliver(self, outcome: Provisioned) -> None:
        if self.file:
            self.file.close()
        if self.json:
            shown = {} if self.file else {"credentials": [credentials_data(each) for each in outcome.issued]}
            show_json({"dry_run": False, "accounts": [plan_data(each) for each in outcome.accounts], **shown})
        else:
            self._tell(outcome)

    def _tell(self, outcome: Provisioned) -> None:
        changes = sum(len(each.changes) for each in outcome.accounts)
        say(f"Done: {len(outcome.accounts)} accounts, {changes} changes." if changes else "Nothing to change.")
        if outcome.issued and self.file:
            say(f"Credentials are in {self.file.path}.")
        elif outcome.issued:
            say("Credentials, shown only now:")
            _show(outcome.issued)


def _issues(plans: list[AccountPlan]) -> bool:
    return any(step.subject in ("account", "client") and step.kind == "create" for each in plans for step in each.steps)


def _show(issued: list[Credentials]) -> None:
    rows: list[list[str]] = []
    for each in issued:
        who = [each.account_key, f"{each.user}/{each.client_name}" if each.user else ""]
        texts = {"api key": each.api_key, "client id": each.client_id, "client secret": each.client_secret}
        rows += [[*who, name, text] for name, text in texts.items() if text]
    show_table(["account", "client", "what", "text"], rows)


def _read(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadOrgFile([Fault(str(path), line, "The file is not UTF-8 text.")]) from error
