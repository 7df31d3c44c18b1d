"""How often a crashed server is started again before the supervisor gives up."""

from dataclasses import dataclass, field

DELAYS = (0.0, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2)

# A server that ran this long has recovered: the next crash is a new story.
STEADY_AFTER_SECONDS = 30.0


@dataclass(slots=True)
class Restarts:
    """Counts crashes in a row. Instants are seconds of any clock that only goes forward."""

    crashes: int = field(default=0, init=False)

    def delay_after(self, started: float, ended: float) -> float | None:
        """Seconds to wait before the next try; None: give up."""
        if ended - started >= STEADY_AFTER_SECONDS:
            self.crashes = 0
        self.crashes += 1
        return DELAYS[self.crashes - 1] if self.crashes <= len(DELAYS) else None
