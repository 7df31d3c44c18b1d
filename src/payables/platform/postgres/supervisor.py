"""The embedded database as its users see it: attach to the running one, or start it, and let go in the end.

Whoever comes first starts the supervisor process (supervise.py says how its life is decided); serve, worker and
migrate of one data folder all share its server.
"""

import asyncio
import os
import time
from pathlib import Path
from urllib.parse import quote

import asyncpg

from payables.platform.postgres import passwords, roles, state
from payables.platform.postgres.cluster import SUPERUSER
from payables.platform.postgres.databases import APP, OWNER
from payables.platform.postgres.errors import DidNotStart, PasswordsDoNotFit
from payables.platform.postgres.folders import Folders
from payables.platform.postgres.locks import Lock
from payables.platform.postgres.starter import Starter

SECONDS_TO_START = 60.0
SECONDS_TO_STOP = 75.0
SECONDS_FOR_A_QUERY = 5.0
SECONDS_BETWEEN_LOOKS = 0.02
SECONDS_BETWEEN_CARE = 0.5

NOT_YET = (
    OSError,
    asyncpg.AdminShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.ConnectionDoesNotExistError,
    asyncpg.TooManyConnectionsError,
)
NOT_BOOTSTRAPPED = (
    asyncpg.InvalidPasswordError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InsufficientPrivilegeError,
)


async def attach_or_start(data_dir: Path, env: str, *, durable: bool = True) -> "EmbeddedPostgres":
    """The database of this data folder, running and with its roles; `.owned` says whether this call started it.

    Raises an error of errors.py whose sentence is for the operator. Call `stop()` in the end.
    """
    postgres = EmbeddedPostgres(data_dir, env, durable=durable)
    await postgres.start()
    return postgres


class EmbeddedPostgres:
    """A hold on the embedded database. While any process has one, the supervisor keeps the server alive."""

    def __init__(self, data_dir: Path, env: str, *, durable: bool = True) -> None:
        self.folders = Folders(data_dir.absolute())
        self.database = f"payables_{env}"
        self._starter = Starter(self.folders, durable=durable)
        self._hold: Lock | None = None
        self._care: asyncio.Task[None] | None = None

    async def start(self, seconds: float = SECONDS_TO_START) -> None:
        """Return when the database answers. Raises an error of errors.py."""
        self.folders.create()
        self._hold = Lock(self.folders.clients_lock)
        try:
            async with asyncio.timeout(seconds):
                await self._be_counted(self._hold)
                while not await self._answers():
                    self._starter.see_to_one()
                    await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        except TimeoutError:
            self._let_go()
            raise DidNotStart(reason=self._what_it_does_instead(seconds), log=self.folders.log) from None
        except BaseException:
            self._let_go()
            raise
        self._care = asyncio.create_task(self._take_care(), name="supervisor of the embedded database")

    async def stop(self) -> None:
        """Let go. When nobody else uses the database, return after the server has stopped."""
        if self._care is not None:
            self._care.cancel()
            await asyncio.wait([self._care])
            self._care = None
        self._let_go()
        until = time.monotonic() + SECONDS_TO_STOP
        while not self._starter.is_gone() and not self._starter.others_use_it() and time.monotonic() < until:  # noqa: ASYNC110
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        self._starter.reap()

    async def healthy(self) -> bool:
        """The supervisor and the server live, and the server answers `SELECT 1`."""
        now = self.state
        if now is None or now.phase != "ready" or not _is_alive(now.postgres) or not self._starter.one_lives():
            return False
        try:
            await _ask(self.app_dsn)
        except (TimeoutError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return False
        return True

    @property
    def owned(self) -> bool:
        """Whether the supervisor that runs now was started by this object."""
        return self._starter.started_it()

    @property
    def state(self) -> state.State | None:
        """What the supervisor says: its phase, how many restarts in a row, why it gave up."""
        return state.read(self.folders.state)

    @property
    def owner_dsn(self) -> str:
        return self.dsn(OWNER)

    @property
    def app_dsn(self) -> str:
        return self.dsn(APP)

    @property
    def superuser_dsn(self) -> str:
        return self.dsn(SUPERUSER, "postgres")

    def dsn(self, role: str, database: str | None = None) -> str:
        """The address of one database for one role; the database of the environment unless told otherwise."""
        known = passwords.read(self.folders.passwords)
        password = {SUPERUSER: known.superuser, OWNER: known.owner, APP: known.app}[role]
        now = self.state
        sockets = quote((now and now.socket_folder) or "", safe="/")
        return f"postgresql://{role}:{password}@/{database or self.database}?host={sockets}"

    async def _be_counted(self, hold: Lock) -> None:
        """Count as a user. A supervisor on its way out lets nobody in, so wait for its end."""
        while not hold.try_shared():  # noqa: ASYNC110 - file locks can only be asked again
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    async def _answers(self) -> bool:
        now = self.state
        if now is None or now.phase != "ready" or not self._starter.one_lives():
            return False
        try:
            try:
                await _ask(self.app_dsn)
            except NOT_BOOTSTRAPPED:
                await self._bootstrap()
        except (TimeoutError, *NOT_YET):
            return False
        return True

    async def _bootstrap(self) -> None:
        with Lock(self.folders.bootstrap_lock) as mine:
            while not mine.try_exclusive():  # noqa: ASYNC110
                await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            try:
                await roles.bootstrap(self.superuser_dsn, self.database, passwords.read(self.folders.passwords))
            except asyncpg.InvalidPasswordError:
                raise PasswordsDoNotFit(path=self.folders.passwords) from None

    def _what_it_does_instead(self, seconds: float) -> str:
        now = self.state
        doing = f"its supervisor says {now.phase}" if now else "its supervisor says nothing"
        return f"after {seconds:g} seconds {doing}" + (f" ({now.reason})" if now and now.reason else "")

    async def _take_care(self) -> None:
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_CARE)
            self._starter.take_care()

    def _let_go(self) -> None:
        if self._hold is not None:
            self._hold.close()
            self._hold = None


async def _ask(dsn: str) -> None:
    async with asyncio.timeout(SECONDS_FOR_A_QUERY):
        connection = await asyncpg.connect(dsn, server_settings={"application_name": "payables health"})
        try:
            await connection.fetchval("SELECT 1")
        finally:
            connection.terminate()


def _is_alive(pid: int | None) -> bool:
    try:
        os.kill(pid or 0, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return pid is not None
