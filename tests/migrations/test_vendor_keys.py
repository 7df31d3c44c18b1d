"""Vendors of before they had keys have those that they are given today."""

from uuid import UUID

from tests.migrations.conftest import Empty

from payables.app.migrate import migrate
from payables.platform.settings import Environment
from payables.vendors import store

ACCOUNT = UUID(int=9)
BEFORE = f"""
INSERT INTO accounts VALUES ('{ACCOUNT}', 'a', 'A', '{{}}', '{{}}', 'single', false, now(), now());
INSERT INTO companies VALUES ('{ACCOUNT}', 1, 'c', 'C', 'EUR', '{{}}', '{{}}', now(), now());
INSERT INTO vendors (account_id, id, company_id, erp_vendor_name, name_key, email, phone, created_at, updated_at)
VALUES ('{ACCOUNT}', 1, 1, 'Blue Fin Foods', 'blue fin foods', 'a@One.example; b@two.example', '+44 (0)117 496 0123',
        now(), now()), ('{ACCOUNT}', 2, 1, '!!!', '', NULL, NULL, now(), now())
"""
KEYS = "SELECT vendor_id, key FROM vendor_keys ORDER BY vendor_id, key"


def test_vendors_of_before_are_found_by_the_keys_of_today(empty: Empty) -> None:
    empty.run(migrate(empty.owner, Environment.SANDBOX, "0023"))
    for statement in BEFORE.split(";\n"):
        empty.rows(statement, empty.superuser)
    empty.run(migrate(empty.owner, Environment.SANDBOX))
    made = [tuple(row) for row in empty.rows(KEYS, empty.superuser)]
    expected = [
        "bblue fin", "bfin foods", "done.example", "dtwo.example", "hbluefi", "nbluefinfoods", "p74960123", "tnfoods",
        "wblue", "wfin", "wfoods",
    ]  # fmt: skip
    assert sorted(made) == [(1, key) for key in sorted(expected)]
    put = store.PUT_KEYS.replace("$1", f"'{ACCOUNT}'").replace("$2", "1").replace("$3", "'{1,2}'")
    empty.rows("DELETE FROM vendor_keys", empty.superuser)
    empty.rows(put, empty.superuser)
    assert [tuple(row) for row in empty.rows(KEYS, empty.superuser)] == made
