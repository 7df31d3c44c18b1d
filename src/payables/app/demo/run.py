"""One run of the demo from an empty folder to a running server: database, tenants, processes, story, and the stay."""

import asyncio
import contextlib
import os
import signal
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from payables.app.cli.printing import show_json
from payables.app.demo import credentials, ports, processes
from payables.app.demo.client import Client, RefusedByApi
from payables.app.demo.credentials import Credential
from payables.app.demo.documents import Document, find_files, read_samples
from payables.app.demo.errors import NoSuchLocation, NoSuchTenant, OnlySandbox, OnlyWithFiles, RunsAlready
from payables.app.demo.people import Guest, make_guest
from payables.app.demo.provisioning import provision_tenants, read_demo_org, renew
from payables.app.demo.report import report, say_how_to_go_on
from payables.app.demo.screen import Screen
from payables.app.demo.story import Story
from payables.app.demo.tenant import DESK, Tenant
from payables.app.org.model import Org, OrgAccount
from payables.app.runtime import Parts, open_database, open_parts
from payables.platform.postgres.locks import Lock
from payables.platform.settings import Environment, read_settings

INTERRUPTED = 130
MOST_FILES = 50
# The demo has a database and files of its own, whatever else is set for other deployments.
NOT_FOR_THE_DEMO = ("DATABASE_URL", "DATABASE_APP_URL", "PAYABLES_FILES_URL", "PAYABLES_BASE_URL")
WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - not bound here


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says."""

    files: Path | None = None
    tenant: str | None = None
    location: str | None = None
    limit: int | None = None
    once: bool = False
    json: bool = False
    data_dir: Path | None = None
    port: int | None = None


async def run(options: Options, screen: Screen) -> int:
    """The exit code: 0 when the story was told, 130 when it was interrupted before. Everything is stopped by then."""
    demo = Demo(options, screen, read_demo_org())
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    work = asyncio.create_task(demo.run())
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not work.done():
        work.cancel()
        _say(screen, "\nStopping …")
        await asyncio.wait({work})
        _say(screen, "Stopped; the data stay where they are." if demo.told else "Stopped before the end.")
    if work.cancelled():
        return 0 if demo.told else INTERRUPTED
    work.result()
    return 0


def _say(screen: Screen, text: str) -> None:
    """Ctrl-C ends the reader of our pipe too: `payables demo | tee log`."""
    with contextlib.suppress(BrokenPipeError):
        screen.raw(text)


class Demo:
    """`told` says whether the story came to its end."""

    def __init__(self, options: Options, screen: Screen, org: Org) -> None:
        self.options = options
        self.screen = screen
        self.org = org
        self.told = False
        self.guest: Guest | None = None
        self.environ = _environ(options)
        self.settings = read_settings(self.environ)
        self.wanted = self.settings.port

    async def run(self) -> None:
        """Until the story is told (`once`), or until cancelled. Raises the errors of errors.py and others' own."""
        documents = self._documents()
        self.screen.headline("Payables demo: invoices go in as files and come out approved and exported.")
        self.screen.show()
        async with AsyncExitStack() as stack:
            # What an operator does; from the story on, everything goes through the API.
            async with AsyncExitStack() as operating:
                parts = await self._open_database(stack, operating)
                running = await self._start_processes(stack)
                known = await self._provision(parts)
                await self._until_ready(running, parts)
            await processes.beside(running, self._act(known, documents))

    async def _open_database(self, stack: AsyncExitStack, operating: AsyncExitStack) -> Parts:
        """The server is held to the end, so that it stops after those who use it."""
        with self.screen.step("Database") as step:
            await stack.enter_async_context(open_database(self.settings))
            self._insist_on_being_alone(stack)
            step.text = f"embedded PostgreSQL, in {self.settings.data_dir}"
            return await operating.enter_async_context(open_parts(self.settings))

    def _insist_on_being_alone(self, stack: AsyncExitStack) -> None:
        """Raises RunsAlready."""
        lock = stack.enter_context(Lock(self.settings.data_dir / "demo.lock"))
        if not lock.try_exclusive():
            raise RunsAlready(data_dir=self.settings.data_dir)

    async def _start_processes(self, stack: AsyncExitStack) -> list[processes.Child]:
        self._listen_on(ports.choose(self.settings.host, self.wanted, insist="PAYABLES_PORT" in self.environ))
        logs = self.settings.data_dir / "logs"
        logs.mkdir(mode=0o700, exist_ok=True)
        return await stack.enter_async_context(processes.children(self.environ, logs))

    async def _provision(self, parts: Parts) -> list[Credential]:
        with self.screen.step("Tenants") as step:
            known = await provision_tenants(parts, self.org, credentials.read(self._credentials_file))
            credentials.write(self._credentials_file, self.settings.base_url, known)
            self.guest = await make_guest(parts, self._accounts()[0], self.settings.base_url)
            step.text = _tenants(self.org)
        return known

    async def _until_ready(self, running: list[processes.Child], parts: Parts) -> None:
        with self.screen.step("Server") as step:
            await processes.until_ready(running, self.settings.base_url, parts.database)
            taken = self.wanted != self.settings.port
            why = f" (port {self.wanted} is in use by another program)" if taken else ""
            step.text = f"{self.settings.base_url}{why}, and a worker"

    def _listen_on(self, port: int) -> None:
        host = WILDCARDS.get(self.settings.host, self.settings.host)
        self.environ |= {"PAYABLES_PORT": str(port), "PAYABLES_BASE_URL": f"http://{host}:{port}"}
        self.settings = read_settings(self.environ)

    async def _act(self, known: list[Credential], documents: list[Document]) -> None:
        async with AsyncExitStack() as stack:
            tenants = [await self._signed_in(stack, account, known) for account in self._accounts()]
            story = Story(self.screen, tenants)
            await story.prepare()
            await story.read(documents)
            if not self.options.files:
                await story.book()
            await story.count()
            self.told = True
            self._end(story)
        if not self.options.once:
            await asyncio.Event().wait()

    async def _signed_in(self, stack: AsyncExitStack, account: OrgAccount, known: list[Credential]) -> Tenant:
        """With the first client of the account and its desk; credentials that do not hold any more are replaced."""
        try:
            return await self._tenant(stack, account, known)
        except RefusedByApi as refusal:
            if refusal.status != 401:
                raise
            async with open_parts(self.settings) as parts:
                renewed = await renew(parts, account)
            known[:] = [*renewed, *(each for each in known if each.account != account.structure.key)]
            credentials.write(self._credentials_file, self.settings.base_url, known)
            return await self._tenant(stack, account, known)

    async def _tenant(self, stack: AsyncExitStack, account: OrgAccount, known: list[Credential]) -> Tenant:
        own = [each for each in known if each.account == account.structure.key]
        desk = next(each for each in own if each.user == DESK)
        client, desk = [await self._client(stack, each) for each in (own[0], desk)]
        return Tenant(account, client, desk)

    async def _client(self, stack: AsyncExitStack, credential: Credential) -> Client:
        client = await stack.enter_async_context(Client(self.settings.base_url, credential))
        await client.sign_in()
        return client

    def _end(self, story: Story) -> None:
        if self.options.json:
            show_json(report(story, self.settings.base_url, self._credentials_file))
        elif not self.options.once and self.guest:
            say_how_to_go_on(self.screen, story, self.settings, self._credentials_file, self.guest)

    def _documents(self) -> list[Document]:
        if self.options.files is None:
            if self.options.tenant or self.options.location or self.options.limit is not None:
                raise OnlyWithFiles
            return read_samples()
        account, location = self._place()
        paths, more = find_files(self.options.files, self.options.limit or MOST_FILES)
        if more:
            self.screen.show(f"The first {len(paths)} documents; there are {more} more (--limit).")
        return [Document(path, account.structure.key, location) for path in paths]

    def _place(self) -> tuple[OrgAccount, str]:
        """Where a person's own documents go; tenant and location by key or name. Raises NoSuchTenant, NoSuchLocation."""
        account = self._accounts()[0]
        sites = [site for company in account.structure.companies for site in company.locations]
        wanted = (self.options.location or sites[0].key).casefold()
        for site in sites:
            if wanted in (site.key, site.name.casefold()):
                return account, site.name
        known = ", ".join(site.name for site in sites)
        raise NoSuchLocation(tenant=account.structure.name, location=self.options.location, known=known)

    def _accounts(self) -> list[OrgAccount]:
        """Those the story is about: all, or with documents of one's own the one they go to."""
        if self.options.files is None:
            return list(self.org.accounts)
        wanted = (self.options.tenant or self.org.accounts[0].structure.key).casefold()
        for account in self.org.accounts:
            if wanted in (account.structure.key, account.structure.name.casefold()):
                return [account]
        known = ", ".join(account.structure.key for account in self.org.accounts)
        raise NoSuchTenant(tenant=self.options.tenant, known=known)

    @property
    def _credentials_file(self) -> Path:
        return credentials.path_in(self.settings.data_dir)


def _environ(options: Options) -> dict[str, str]:
    """What the demo's processes see. Raises OnlySandbox."""
    env = os.environ.get("PAYABLES_ENV") or Environment.SANDBOX
    if env != Environment.SANDBOX:
        raise OnlySandbox(env=env)
    environ = {name: value for name, value in os.environ.items() if name not in NOT_FOR_THE_DEMO}
    environ["PAYABLES_ENV"] = Environment.SANDBOX
    if options.data_dir:
        environ["PAYABLES_DATA_DIR"] = str(options.data_dir.absolute())
    if options.port is not None:
        environ["PAYABLES_PORT"] = str(options.port)
    return environ


def _tenants(org: Org) -> str:
    """Corner Cafe, Harbor Grill, Nordwind Holding: 12 locations of 5 companies"""
    companies = [company for account in org.accounts for company in account.structure.companies]
    names = ", ".join(account.structure.name for account in org.accounts)
    return f"{names}: {sum(len(company.locations) for company in companies)} locations of {len(companies)} companies"
