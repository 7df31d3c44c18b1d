"""The paths of one data folder, and where its socket goes.

DATA_DIR/postgres/            ours; root's (0711) when root started it, since postgres itself runs as another user
    data/                     the cluster, owned by the user that postgres runs as, 0700
    run/                      the socket, same owner, 0700
    programs/                 a copy of the programs, only when that user cannot run the installed ones
    passwords.json            0600
    postgresql.conf           written at every start; an operator's own settings go into local.conf beside it
    supervisor.json           what the supervisor process says about itself
    *.lock                    see locks.py
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from payables.platform.postgres.errors import FolderOfSomebodyElse
from payables.platform.postgres.identity import RunAs, name_of

# A socket's path may have 107 bytes on Linux and 103 on macOS; "/.s.PGSQL.5432" takes 14 of them.
LONGEST_SOCKET_FOLDER = 89


@dataclass(frozen=True, slots=True)
class Folders:
    """The paths below one data folder; nothing is created by naming them."""

    data_dir: Path

    @property
    def home(self) -> Path:
        return self.data_dir / "postgres"

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def unfinished_data(self) -> Path:
        return self.home / "data.unfinished"

    @property
    def programs(self) -> Path:
        return self.home / "programs"

    @property
    def passwords(self) -> Path:
        return self.home / "passwords.json"

    @property
    def configuration(self) -> Path:
        return self.home / "postgresql.conf"

    @property
    def logins(self) -> Path:
        return self.home / "pg_hba.conf"

    @property
    def state(self) -> Path:
        return self.home / "supervisor.json"

    @property
    def supervisor_log(self) -> Path:
        return self.home / "supervisor.log"

    @property
    def startup_log(self) -> Path:
        return self.home / "startup.log"

    @property
    def log(self) -> Path:
        return self.data / "log"

    @property
    def supervisor_lock(self) -> Path:
        return self.home / "supervisor.lock"

    @property
    def clients_lock(self) -> Path:
        return self.home / "clients.lock"

    @property
    def bootstrap_lock(self) -> Path:
        return self.home / "bootstrap.lock"

    def create(self) -> None:
        """Make the folders that belong to the caller. Raises FolderOfSomebodyElse."""
        try:
            for folder in reversed([self.home, *self.home.parents]):
                _make(folder)
        except PermissionError as error:
            raise self._of_somebody_else(Path(error.filename)) from error
        # Root is refused too: files that it made would lock the folder's owner out.
        if self.home.stat().st_uid != os.geteuid():
            raise self._of_somebody_else(self.home)

    def _of_somebody_else(self, path: Path) -> FolderOfSomebodyElse:
        while not os.path.lexists(path):
            path = path.parent
        return FolderOfSomebodyElse(path=path, owner=name_of(path.stat().st_uid), user=name_of(os.geteuid()))


def socket_folder(folders: Folders, run_as: RunAs) -> Path:
    """Create and answer the folder of the socket: below the data folder, or elsewhere when that path is too long."""
    folder = folders.home / "run"
    if len(os.fsencode(folder)) > LONGEST_SOCKET_FOLDER:
        base = _short_base()
        _make(base)
        _insist_on_owner(base, os.geteuid())
        folder = base / hashlib.sha256(os.fsencode(folders.home.resolve())).hexdigest()[:16]
    folder.mkdir(mode=0o700, exist_ok=True)
    run_as.give(folder)
    _insist_on_owner(folder, run_as.uid)
    return folder


def _make(folder: Path) -> None:
    """Make it unless it exists: an ordinary user's for itself alone, root's for others to walk through, not to list."""
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        # In a step of its own, because the umask also counts in mkdir.
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)


def _short_base() -> Path:
    if os.geteuid() == 0 and Path("/run").is_dir():
        return Path("/run/payables")
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and len(os.fsencode(runtime)) < 50 and os.access(runtime, os.W_OK | os.X_OK):
        return Path(runtime) / "payables"
    # Under a name that others could take first, hence the look at the owner below.
    return Path("/tmp") / f"payables-{os.geteuid()}"  # noqa: S108


def _insist_on_owner(folder: Path, uid: int) -> None:
    found = folder.lstat()
    if found.st_uid != uid or folder.is_symlink():
        raise FolderOfSomebodyElse(path=folder, owner=name_of(found.st_uid), user=name_of(uid))
