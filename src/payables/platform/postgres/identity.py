"""The user that postgres runs as: it refuses root, so root steps down to an unprivileged user that exists."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from payables.platform.postgres.errors import FolderNotReachable, NoUnprivilegedUser

# The first that exists. A cluster that exists already keeps its owner, even if a better user appears later.
CANDIDATES = ("payables", "postgres", "nobody")


@dataclass(frozen=True, slots=True)
class RunAs:
    """A user; `drop` says that the caller is root and becomes that user in the child process."""

    name: str
    uid: int
    gid: int
    drop: bool

    def popen(self) -> dict[str, Any]:
        """Arguments for subprocess: who the child is, and an environment without anything of the caller's."""
        who = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.drop else {}
        path = os.environ.get("PATH", os.defpath)
        return {**who, "umask": 0o077, "cwd": "/", "env": {"PATH": path, "LC_ALL": "C", "TZ": "UTC"}}

    def give(self, path: Path) -> None:
        """Make this user the owner of one file or folder."""
        if self.drop:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def insist_on_entering(self, folder: Path) -> None:
        """Raise FolderNotReachable with the first folder on the way that this user cannot enter."""
        if not self.drop or self._may_enter(folder):
            return
        way = [*reversed(folder.parents), folder]
        closed = next((step for step in way if not self._may_enter(step)), folder)
        raise FolderNotReachable(user=self.name, closed=closed)

    def _may_enter(self, folder: Path) -> bool:
        # Asked of the system in the user's own name: modes alone do not tell about access lists and mounts.
        return subprocess.run(["test", "-x", folder], check=False, **self.popen()).returncode == 0


def run_as(data: Path) -> RunAs:
    """The user for this cluster folder, which need not exist yet."""
    if os.geteuid() != 0:
        return RunAs(name_of(os.geteuid()), os.geteuid(), os.getegid(), drop=False)
    owner = data.stat().st_uid if data.exists() else 0
    for name in [name_of(owner)] if owner else CANDIDATES:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return RunAs(name, user.pw_uid, user.pw_gid, drop=True)
    raise NoUnprivilegedUser(candidates=", ".join(CANDIDATES))


def name_of(uid: int) -> str:
    """The user's name, or its number when it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
