"""Rate, burst and daily quota are settings of the account's plan (contract/platform.md section 4)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from harness.api import error_of
from harness.tenants import Tenant
from payables.platform.limits import GuessBrake, Plan, RateLimits

SLOW = Plan("slow", requests_per_second=2, burst=3)


def test_a_burst_passes_and_then_the_rate_holds() -> None:
    limits = RateLimits()
    assert [limits.take("k", SLOW, now=0.0).retry_after for _ in range(4)] == [None, None, None, 1]
    assert limits.take("k", SLOW, now=0.5).retry_after is None
    assert limits.take("k", SLOW, now=0.5).retry_after == 1


def test_keys_do_not_share_a_bucket() -> None:
    limits = RateLimits()
    for _ in range(3):
        limits.take("k", SLOW, now=0.0)
    assert limits.take("other", SLOW, now=0.0).retry_after is None


def test_a_bucket_never_holds_more_than_the_burst() -> None:
    limits = RateLimits()
    limits.take("k", SLOW, now=0.0)
    assert limits.take("k", SLOW, now=1e6).remaining == 2


def test_the_bucket_that_was_not_used_for_longest_makes_room() -> None:
    limits = RateLimits(most_keys=2)
    for _ in range(3):
        limits.take("busy", SLOW, now=0.0)
    limits.take("idle", SLOW, now=0.0)
    assert limits.take("busy", SLOW, now=0.0).retry_after == 1
    limits.take("new", SLOW, now=0.0)
    assert limits.take("busy", SLOW, now=0.0).retry_after == 1, "a busy key must not get a fresh burst"


def test_every_answer_tells_rate_and_burst_of_the_plan(new_tenant: Callable[..., Tenant]) -> None:
    api = new_tenant(rate=7, burst=20).api()
    answer = api.get("/v1/accounts")
    assert answer.headers["ratelimit-policy"] == '"second";q=7;w=1, "burst";q=20;w=3'
    assert answer.headers["ratelimit"] == '"burst";r=19;t=1'


def test_the_brake_holds_after_too_many_failures_and_lets_go_again() -> None:
    brake = GuessBrake(most=3, window=10)
    for second in (0.0, 1.0, 2.0):
        assert brake.wait_for("a", now=second) is None
        brake.failed("a", now=second)
    assert brake.wait_for("a", now=3.0) == 7
    assert brake.wait_for("b", now=3.0) is None
    assert brake.wait_for("a", now=10.5) is None


def test_more_than_the_burst_is_told_to_wait(new_tenant: Callable[..., Tenant]) -> None:
    api = new_tenant(rate=1, burst=5).api()
    answers = (api.get("/v1/accounts") for _ in range(100))  # how many pass depends on how long each takes
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert error_of(refused) == "rate_limited"
    assert int(refused.headers["retry-after"]) >= 1
    assert refused.headers["ratelimit"] == '"burst";r=0;t=5'


def test_the_daily_quota_ends_the_day_and_the_next_one_begins_anew(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant(daily_quota=10)
    api = tenant.api()
    assert [api.get("/v1/accounts").status_code for _ in range(10)] == [200] * 10
    refused = api.get("/v1/accounts")
    assert (refused.status_code, error_of(refused)) == (429, "daily_quota_exceeded")
    to_midnight = int(refused.headers["retry-after"])
    assert 0 < to_midnight <= 86_400
    tenant.server.clock.offset = timedelta(seconds=to_midnight + 1)
    fresh = Tenant(tenant.server, tenant.key, tenant.account_id, tenant.credentials)
    assert fresh.api().get("/v1/accounts").status_code == 200


def test_the_quota_counts_over_processes_through_the_database(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant(daily_quota=10)
    server = tenant.server
    elsewhere = "INSERT INTO key_usage SELECT $1, id, $2, 9 FROM api_keys WHERE account_id = $1"

    async def count_elsewhere() -> None:
        async with server.database.transaction(tenant.account_id) as tx:
            await tx.execute(elsewhere, tenant.account_id, datetime.now(UTC).date())

    server.run(count_elsewhere())
    api = tenant.api()
    assert [api.get("/v1/accounts").status_code for _ in range(2)] == [200, 429]
