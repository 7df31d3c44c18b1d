"""Exports of real trails, and what somebody who owns the database can do to them."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.audit.desk import Desk

from harness.invoices import make_invoice
from harness.tenants import Tenant
from payables.audit.actions.examine import examine, saved_head
from payables.audit.errors import ChainContradicted
from payables.audit.rules.heads import SigningKey, key_text

AFTER: dict[str, Any] = {
    "note": 'Größe €😀 \u2028 \x01 \\ "',
    "none": None,
    "list": [1, True, "x"],
    "z": {"b": 1, "a": 2},
}
LAST_TEN = "(SELECT id FROM audit_log WHERE account_id = $1 ORDER BY id LIMIT 1 OFFSET 10)"


def faults(path: Path, **options: Any) -> str:
    return "\n".join(fault.sentence for fault in examine(path, **options).faults)


def test_an_export_of_a_real_trail_is_in_order(tenant: Tenant, tmp_path: Path) -> None:
    make_invoice(tenant)
    desk = Desk(tenant)
    desk.write(after=AFTER, before={}, message="Zeile 1\nZeile 2")
    file = desk.exported(tmp_path / "trail")
    key = key_text(SigningKey(tenant.server.secret_key).public)
    verdict = examine(file, [key])
    assert (verdict.fault_count, verdict.entries) == (0, desk.count("audit_log"))
    entries = [json.loads(line) for line in file.read_bytes().splitlines()[:-1]]
    assert entries[-1]["entry"]["after"] == AFTER
    assert "invoice.entered" in {each["entry"]["action"] for each in entries}


def test_what_is_committed_and_not_sealed_yet_is_sealed_first(desk: Desk) -> None:
    desk.write(3)
    lines = desk.export().splitlines()
    assert len(lines) == desk.count("audit_log") + 1 and desk.count("audit_unsealed") == 0


def test_two_exports_differ_in_their_heads_only(desk: Desk) -> None:
    one, other = desk.export().splitlines(), desk.export().splitlines()
    assert one[:-1] == other[:-1] and one[-1] != other[-1]


def test_digits_of_numbers_stay_as_they_were_recorded(desk: Desk) -> None:
    """Though no amount is recorded as a number today."""
    desk.as_owner(
        """WITH made AS (INSERT INTO audit_log (account_id, id, at, action, subject_type, subject_id, after)
             VALUES ($1, gen_random_uuid(), now(), 'a', 'b', 'c', '{"n": 1.50, "big": 123456789012345678901234567890.10}')
             RETURNING account_id, id)
           INSERT INTO audit_unsealed SELECT * FROM made"""
    )
    assert b'{"big":123456789012345678901234567890.10,"n":1.50}' in desk.export()


@pytest.mark.parametrize(
    "change",
    [
        "at = at + interval '1 microsecond'",
        "actor_id = coalesce(actor_id, 0) + 1",
        "credential = 'somebody'",
        "request_id = 'another'",
        "action = 'thing.approved'",
        "subject_type = 'other'",
        "subject_id = subject_id || '0'",
        "before = '{}'",
        "after = '{\"total\": 1}'",
        "message = ''",
        "id = gen_random_uuid()",
    ],
)
def test_an_edit_of_any_column_is_found(desk: Desk, tmp_path: Path, change: str) -> None:
    desk.write(20, after={"total": "1.00"})
    desk.seal()
    desk.as_owner(f"UPDATE audit_log SET {change} WHERE account_id = $1 AND id = {LAST_TEN}")
    assert "Entry 11 " in _exported_faults(desk, tmp_path)


def test_a_deleted_entry_is_found(desk: Desk, tmp_path: Path) -> None:
    desk.write(20)
    desk.seal()
    desk.as_owner(f"DELETE FROM audit_log WHERE account_id = $1 AND id = {LAST_TEN}")
    with pytest.raises(ChainContradicted, match="are gone from it: 1"):
        desk.export()


def test_an_entry_written_past_the_program_is_found(desk: Desk) -> None:
    desk.as_owner(
        """INSERT INTO audit_log (account_id, id, at, action, subject_type, subject_id)
           VALUES ($1, gen_random_uuid(), now(), 'a', 'b', 'c')"""
    )
    with pytest.raises(ChainContradicted, match="put into it past the chain: 1"):
        desk.export()


def test_nothing_is_signed_over_a_chain_that_contradicts_an_earlier_head(desk: Desk) -> None:
    desk.write(3)
    desk.export()
    desk.as_owner("UPDATE audit_seals SET hash = sha256(hash) WHERE account_id = $1")
    desk.as_owner(
        """UPDATE audit_chains c SET hash = s.hash FROM audit_seals s
            WHERE c.account_id = $1 AND s.account_id = $1 AND s.seq = c.seq"""
    )
    with pytest.raises(ChainContradicted, match="is not the one that a head was signed for"):
        desk.export()
    desk.write()
    desk.seal()
    answer = desk.tenant.api().get("/v1/audit-log/head")
    assert answer.status_code == 409
    assert answer.json()["message"]["error"] == "audit_chain_contradicted"


def test_a_cut_that_also_took_seals_and_heads_is_found_by_a_saved_head(desk: Desk, tmp_path: Path) -> None:
    """Whoever owns the database can do this unseen by anything inside of it."""
    desk.write(20)
    lines = desk.export().splitlines(keepends=True)
    saved = tmp_path / "head"
    saved.write_bytes(lines[-1])
    desk.as_owner(
        """DELETE FROM audit_log WHERE account_id = $1
              AND id IN (SELECT entry_id FROM audit_seals WHERE account_id = $1 AND seq > 15)""",
        "DELETE FROM audit_seals WHERE account_id = $1 AND seq > 15",
        "DELETE FROM audit_heads WHERE account_id = $1",
        """UPDATE audit_chains c SET seq = s.seq, hash = s.hash, head_seq = 0 FROM audit_seals s
            WHERE c.account_id = $1 AND s.account_id = $1 AND s.seq = 15""",
    )
    file = desk.exported(tmp_path / "trail")
    assert faults(file) == ""
    assert faults(file, saved=saved_head(saved)).endswith("the export ends with 15: it was cut.")


def _exported_faults(desk: Desk, folder: Path) -> str:
    return faults(desk.exported(folder / "trail"))
