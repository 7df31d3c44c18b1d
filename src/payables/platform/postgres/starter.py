"""The supervisor process as seen from a client: does one live, start one, why did ours give up."""

import subprocess
import sys

from payables.platform.postgres import state
from payables.platform.postgres.errors import DatabaseUnavailable, DidNotStart, recorded
from payables.platform.postgres.folders import Folders
from payables.platform.postgres.locks import Lock, somebody_holds_exclusively


class Starter:
    """Starts supervisors for one data folder when none lives."""

    def __init__(self, folders: Folders, *, durable: bool) -> None:
        self._folders = folders
        self._durable = durable
        self._process: subprocess.Popen[bytes] | None = None

    def one_lives(self) -> bool:
        return somebody_holds_exclusively(self._folders.supervisor_lock)

    def is_gone(self) -> bool:
        """Whether no supervisor lives, and one started here has ended as a process too."""
        return not self.one_lives() and (self._process is None or self._process.poll() is not None)

    def others_use_it(self) -> bool:
        """Whether any process holds the database; ask after releasing one's own hold."""
        with Lock(self._folders.clients_lock) as probe:
            # Neither lock to be had: the supervisor holds it, because nobody is left and it is stopping.
            return not probe.try_exclusive() and probe.try_shared()

    def started_it(self) -> bool:
        """Whether the supervisor that spoke last is the one started here."""
        now = state.read(self._folders.state)
        return self._process is not None and now is not None and now.supervisor == self._process.pid

    def see_to_one(self) -> None:
        """Start one if none lives. Raises the error with which the one started here has given up."""
        if self.one_lives():
            return
        code = self._process.poll() if self._process else 0
        if code:
            raise self._why_it_gave_up(code)
        if code == 0:
            self._spawn()

    def take_care(self) -> None:
        """Start another if the last one was killed; one that gave up or was told to stop has its reason."""
        self.reap()
        now = state.read(self._folders.state)
        if not self.one_lives() and now is not None and now.phase in ("starting", "ready"):
            self._spawn()

    def reap(self) -> None:
        """Let an ended process go, or the system keeps its entry."""
        if self._process is not None and self._process.poll() is not None:
            self._process = None

    def _spawn(self) -> None:
        flags = [] if self._durable else ["--forgetful"]
        # -P: a module in the current folder must not take the place of ours.
        module = [sys.executable, "-P", "-m", "payables.platform.postgres.supervise"]
        with self._folders.supervisor_log.open("ab") as log:
            self._process = subprocess.Popen(
                [*module, *flags, "--", str(self._folders.data_dir)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _why_it_gave_up(self, code: int) -> DatabaseUnavailable:
        now = state.read(self._folders.state)
        if self.started_it() and now is not None and now.reason:
            return recorded(now.error, now.reason)
        reason = f"its supervisor ended with {code}"
        return DidNotStart(reason=reason, log=self._folders.supervisor_log)
