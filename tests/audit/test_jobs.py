"""The worker's sealing, over all accounts."""

import time
from datetime import timedelta

from tests.audit.desk import Desk

from harness.tenants import Tenant
from harness.worker import working
from payables.audit.jobs import Sealer


def test_a_running_worker_seals_within_seconds(desk: Desk) -> None:
    with working(desk.tenant.server):
        desk.write(3)
        until = time.monotonic() + 20
        while desk.count("audit_unsealed"):
            assert time.monotonic() < until
            time.sleep(0.1)
    assert desk.seals()[-1].seq == desk.count("audit_log")


def test_the_worker_s_chore_seals_every_account(tenant: Tenant, other_tenant: Tenant) -> None:
    server = tenant.server
    server.run(Sealer(server.database, server.secret_key).seal())
    for each in (tenant, other_tenant):
        assert Desk(each).count("audit_unsealed") == 0 < len(Desk(each).seals())
        assert Desk(each).count("audit_heads") == 1


def test_a_head_is_signed_once_a_minute_and_only_when_something_was_sealed(desk: Desk) -> None:
    server = desk.tenant.server
    sealer = Sealer(server.database, server.secret_key)

    def heads_after(seconds: int, entries: int) -> int:
        server.clock.offset += timedelta(seconds=seconds)
        if entries:
            desk.write(entries)
        server.run(sealer.seal())
        return desk.count("audit_heads")

    assert [heads_after(0, 1), heads_after(20, 1), heads_after(20, 0), heads_after(30, 0), heads_after(90, 0)] == [
        1,
        1,
        1,
        2,
        2,
    ]


def test_an_account_that_cannot_be_sealed_keeps_nobody_else_waiting(tenant: Tenant, other_tenant: Tenant) -> None:
    """The seal of its first entry is there already, put there by somebody else."""
    desk, server = Desk(tenant), tenant.server
    desk.as_owner(
        "INSERT INTO audit_seals (account_id, seq, entry_id, hash) VALUES ($1, 1, gen_random_uuid(), '\\x00')",
    )
    server.run(Sealer(server.database, server.secret_key).seal())
    assert desk.count("audit_unsealed") > 0
    assert Desk(other_tenant).count("audit_unsealed") == 0
    desk.as_owner("DELETE FROM audit_seals WHERE account_id = $1")
