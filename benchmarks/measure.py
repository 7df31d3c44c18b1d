"""Rounds: the product and the yardsticks take turns, so that what else the machine does falls on all alike."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from benchmarks.cpu import cpu_seconds, spent, tree
from benchmarks.load import Load, Order

SECONDS_OF_A_ROUND = 0.7
FEWEST, MOST = 40, 3000


@dataclass(frozen=True)
class Target:
    """Who is asked: its port, its process, and the request as it is sent to it."""

    name: str
    port: int
    pid: int
    request: bytes


@dataclass(frozen=True)
class Round:
    """One target in one round; CPU in microseconds per request, times in milliseconds."""

    requests_per_second: float
    api_us: float
    postgres_us: float
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True)
class Measured:
    """All rounds of one target; round n of two targets ran one after the other."""

    case: str
    target: str
    rounds: list[Round]

    def of(self, field: str) -> float:
        return median(getattr(each, field) for each in self.rounds)

    def ratio(self, base: "Measured", field: str = "api_us") -> tuple[float, float, float]:
        """Median, lowest and highest of the rounds' ratios."""
        pairs = zip(self.rounds, base.rounds, strict=True)
        ratios = sorted(getattr(mine, field) / getattr(theirs, field) for mine, theirs in pairs)
        return median(ratios), ratios[0], ratios[-1]


class Rounds:
    """Measures with one load process against one PostgreSQL."""

    def __init__(self, load: Load, postgres: Callable[[], int], *, connections: int, rounds: int) -> None:
        self.load = load
        self.postgres = postgres
        self.connections = connections
        self.rounds = rounds

    def measure(self, case: str, targets: list[Target]) -> list[Measured]:
        requests = {target.name: self._warm_up(case, target) for target in targets}
        done: dict[str, list[Round]] = {target.name: [] for target in targets}
        for number in range(self.rounds):
            for target in targets if number % 2 == 0 else reversed(targets):
                done[target.name].append(self._round(case, target, requests[target.name]))
        return [Measured(case, target.name, done[target.name]) for target in targets]

    def _warm_up(self, case: str, target: Target) -> int:
        """Returns how many requests fill a round."""
        self._round(case, target, FEWEST)
        speed = self._round(case, target, FEWEST).requests_per_second
        return min(MOST, max(FEWEST, int(speed * SECONDS_OF_A_ROUND)))

    def _round(self, case: str, target: Target, requests: int) -> Round:
        before = self._cpu(target)
        result = self.load.run(Order(target.port, target.request, requests, self.connections))
        after = self._cpu(target)
        if any(status[0] != "2" for status in result.statuses):
            raise RuntimeError(f"{case}, {target.name}: {result.statuses} {result.last}")
        api, postgres = (spent(b, a) / requests * 1e6 for b, a in zip(before, after, strict=True))
        return Round(requests / result.seconds, api, postgres, result.p50_ms, result.p95_ms)

    def _cpu(self, target: Target) -> tuple[dict[int, float], dict[int, float]]:
        """Of the API process alone, since the database may be among its children; and of PostgreSQL's."""
        return cpu_seconds([target.pid]), cpu_seconds(tree(self.postgres()))
