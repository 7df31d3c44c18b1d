"""What the supervisor process says about itself, for the processes that use its database."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from payables.platform.postgres.passwords import write_privately

# starting -> ready -> (starting -> ready)* -> stopped | failed
Phase = Literal["starting", "ready", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class State:
    """`reason` and `error` (a class name of errors.py) say why it is `failed`, or what the last crash was."""

    phase: Phase
    supervisor: int
    postgres: int | None = None
    socket_folder: str | None = None
    restarts: int = 0
    error: str | None = None
    reason: str | None = None


def write(path: Path, state: State) -> None:
    write_privately(path, json.dumps(asdict(state)))


def read(path: Path) -> State | None:
    """None when no supervisor has ever said anything here. It may be a dead one's: the lock tells who lives."""
    try:
        return State(**json.loads(path.read_text()))
    except FileNotFoundError:
        return None
