"""Rate limits: a token bucket per API key as its account's plan says, and a brake on guessing.

Counted in each process; a deployment with N API processes therefore allows up to N times the plan's rate.
The daily quota is shared by all processes: see quota.py.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass
from math import ceil

import msgspec


class Plan(msgspec.Struct, frozen=True):
    """Limits of an account's plan. `daily_quota` None means no daily cap."""

    name: str = "Basic"
    requests_per_second: int = 1000
    burst: int = 2000
    daily_quota: int | None = None


@dataclass(slots=True)
class Bucket:
    """Tokens left, and when they were counted."""

    tokens: float
    at: float


@dataclass(frozen=True, slots=True)
class Allowance:
    """The verdict on one request: `retry_after` is None when it may pass. `refill_seconds`: from nothing to the whole
    burst; `full_in`: from now to the whole burst."""

    per_second: int
    burst: int
    refill_seconds: int
    remaining: int
    full_in: int
    retry_after: int | None


class RateLimits:
    """Token buckets by key; the one that was not used for longest makes room.

    The clock is monotonic: a limit must not follow a wall clock that jumps.
    """

    def __init__(self, most_keys: int = 50_000) -> None:
        self._buckets: OrderedDict[object, Bucket] = OrderedDict()
        self._most_keys = most_keys

    def take(self, key: object, plan: Plan, now: float | None = None) -> Allowance:
        now = time.monotonic() if now is None else now
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = Bucket(float(plan.burst), now)
            if len(self._buckets) > self._most_keys:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(key)
        bucket.tokens = min(float(plan.burst), bucket.tokens + (now - bucket.at) * plan.requests_per_second)
        bucket.at = now
        if bucket.tokens < 1:
            return _allowance(plan, bucket.tokens, max(1, ceil((1 - bucket.tokens) / plan.requests_per_second)))
        bucket.tokens -= 1
        return _allowance(plan, bucket.tokens, None)


def _allowance(plan: Plan, tokens: float, retry_after: int | None) -> Allowance:
    per_second, burst = plan.requests_per_second, plan.burst
    full_in = ceil((burst - tokens) / per_second)
    return Allowance(per_second, burst, ceil(burst / per_second), int(tokens), full_in, retry_after)


class GuessBrake:
    """Counts failed sign-ins by source; after `most` failures in `window` seconds the source has to wait."""

    def __init__(self, most: int = 20, window: float = 60.0, most_sources: int = 50_000) -> None:
        self._failures: OrderedDict[str, list[float]] = OrderedDict()
        self._most = most
        self._window = window
        self._most_sources = most_sources

    def wait_for(self, source: str, now: float | None = None) -> int | None:
        """Seconds this source still has to wait, or None."""
        now = time.monotonic() if now is None else now
        recent = self._recent(source, now)
        if len(recent) < self._most:
            return None
        return max(1, ceil(recent[-self._most] + self._window - now))

    def failed(self, source: str, now: float | None = None) -> None:
        now = time.monotonic() if now is None else now
        self._failures[source] = [*self._recent(source, now), now][-self._most :]
        self._failures.move_to_end(source)
        if len(self._failures) > self._most_sources:
            self._failures.popitem(last=False)

    def _recent(self, source: str, now: float) -> list[float]:
        return [t for t in self._failures.get(source, ()) if now - t < self._window]
