"""The worker's sealing, over all accounts."""

import time
from collections.abc import MutableMapping, Sequence
from datetime import timedelta
from typing import Any

from structlog.testing import capture_logs
from tests.audit.desk import Desk

from harness.tenants import Tenant
from harness.worker import working
from payables.audit.jobs import Sealer


def test_a_running_worker_seals_within_seconds(desk: Desk) -> None:
    with working(desk.tenant.server):
        desk.write(3)
        until = time.monotonic() + 120
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


NO_HEAD = """
CREATE FUNCTION test_no_head() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no room'; END $$;
CREATE TRIGGER test_no_head BEFORE INSERT ON audit_heads
FOR EACH ROW WHEN (NEW.account_id = $1) EXECUTE FUNCTION test_no_head();
"""


def test_an_account_whose_head_cannot_be_kept_keeps_nobody_else_waiting(tenant: Tenant, other_tenant: Tenant) -> None:
    """Whichever of them comes first."""
    server = tenant.server
    for broken, sound in ((tenant, other_tenant), (other_tenant, tenant)):
        Desk(broken).as_owner(NO_HEAD)
        for each in (broken, sound):
            Desk(each).write()
        server.clock.offset += timedelta(minutes=2)
        heads = Desk(broken).count("audit_heads"), Desk(sound).count("audit_heads")
        with capture_logs() as said:
            server.run(Sealer(server.database, server.secret_key).seal())
        Desk(broken).as_owner("DROP FUNCTION test_no_head() CASCADE")
        assert (Desk(broken).count("audit_heads"), Desk(sound).count("audit_heads")) == (heads[0], heads[1] + 1)
        assert _said(said, broken) == ["audit head not signed"] and _said(said, sound) == []


def test_a_contradicted_account_is_looked_at_once_a_minute_and_told_of_once(desk: Desk) -> None:
    server = desk.tenant.server
    server.clock.stand_still()
    sealer = Sealer(server.database, server.secret_key)
    desk.write(2)
    desk.seal()
    last = desk.seals()[-1].seq
    rewrite = f"UPDATE audit_seals SET hash = $2 WHERE account_id = $1 AND seq = {last}"
    desk.as_owner(rewrite.replace("$2", "sha256(hash)"))

    def said_after(seconds: int) -> list[str]:
        server.clock.offset += timedelta(seconds=seconds)
        with capture_logs() as said:
            server.run(sealer.seal())
        return _said(said, desk.tenant)

    contradicted = "audit chain contradicts its last signed head"
    assert [said_after(0), said_after(1), said_after(70), said_after(70)] == [[contradicted], [], [], []]
    truth = f"(SELECT hash FROM audit_chains WHERE account_id = $1 AND seq = {last})"
    desk.as_owner(rewrite.replace("$2", truth))
    assert (said_after(30), desk.count("audit_heads")) == ([], 0)
    assert (said_after(40), desk.count("audit_heads")) == (["audit head signed again"], 1)
    desk.as_owner(rewrite.replace("$2", "sha256(hash)"))
    desk.write()
    assert said_after(70) == [contradicted]


def _said(lines: Sequence[MutableMapping[str, Any]], tenant: Tenant) -> list[str]:
    return [line["event"] for line in lines if line.get("account_id") == str(tenant.account_id)]
