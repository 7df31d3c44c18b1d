"""What was entered before there were fingerprints is compared like everything that comes after."""

from uuid import UUID

import pytest
from tests.migrations.conftest import Empty

from payables.app.migrate import migrate
from payables.app.migrations.versions.v0010_duplicates import BATCH
from payables.platform.settings import Environment

SANDBOX = Environment.SANDBOX
FIRST, SECOND, AWAY, BARE = (UUID(int=n) for n in range(1, 5))

BEFORE = f"""
INSERT INTO accounts VALUES ('{UUID(int=9)}', 'a', 'A', '{{}}', '{{}}', 'single', false, now(), now());
INSERT INTO companies VALUES ('{UUID(int=9)}', 1, 'c', 'C', 'EUR', '{{}}', '{{}}', now(), now());
INSERT INTO locations VALUES ('{UUID(int=9)}', 1, 1, NULL, 'l', 'L', true, now(), now());
INSERT INTO vendors (account_id, id, company_id, erp_vendor_name, name_key, created_at, updated_at)
VALUES ('{UUID(int=9)}', 7, 1, 'Bakery', 'bakery', now(), now());
INSERT INTO invoices (account_id, id, invoice_id, company_id, location_id, vendor_id, type, number, invoice_date, currency,
                      total_amount, state, reasons, source, created_at, updated_at)
SELECT '{UUID(int=9)}', x.id::uuid, n, 1, 1, x.vendor, 'invoice', x.number, '2026-11-02', 'EUR', 110, x.state,
       x.reasons::jsonb, 'api', now() - n * interval '1 day', now()
  FROM (VALUES (1, '{FIRST}', 7, 'HC-1', 'pending_approval', '[]'),
               (2, '{SECOND}', 7, 'hc 1', 'incomplete',
                '[{{"code": "likely_duplicate", "message": "m", "field": null, "other_invoice_id": "{FIRST}"}}]'),
               (3, '{AWAY}', 7, 'HC-1', 'archived', '[]'),
               (4, '{BARE}', NULL, NULL, 'incomplete', '[]')) AS x (n, id, vendor, number, state, reasons)
"""


@pytest.fixture
def filled(empty: Empty) -> Empty:
    empty.run(migrate(empty.owner, SANDBOX, "0009"))
    for statement in BEFORE.split(";\n"):
        empty.rows(statement, empty.superuser)
    empty.run(migrate(empty.owner, SANDBOX))
    return empty


def test_every_invoice_has_its_fingerprint(filled: Empty) -> None:
    rows = filled.rows("SELECT * FROM duplicate_fingerprints ORDER BY invoice", filled.superuser)
    assert [row["invoice"] for row in rows] == [FIRST, SECOND, AWAY, BARE]
    assert [row["live"] for row in rows] == [True, True, False, True]
    assert rows[0]["number_key"] == rows[1]["number_key"] is not None
    assert rows[0]["digest"] == rows[1]["digest"]
    assert rows[3]["number_key"] is None


def test_who_was_kept_back_stands_behind_the_one_it_was_told_of(filled: Empty) -> None:
    (pair,) = filled.rows("SELECT * FROM duplicate_pairs", filled.superuser)
    assert (pair["one"], pair["other"], pair["later"]) == (FIRST, SECOND, SECOND)
    assert (pair["kind"], pair["scenario"], pair["status"]) == ("likely", "a", "open")
    claimed = {
        row["invoice"]: row["claimed_at"] for row in filled.rows("TABLE duplicate_fingerprints", filled.superuser)
    }
    assert claimed[FIRST] < claimed[SECOND]


MANY = f"""
INSERT INTO accounts VALUES ('{UUID(int=8)}', 'b', 'B', '{{}}', '{{}}', 'single', false, now(), now());
INSERT INTO companies VALUES ('{UUID(int=8)}', 1, 'c', 'C', 'EUR', '{{}}', '{{}}', now(), now());
INSERT INTO locations VALUES ('{UUID(int=8)}', 1, 1, NULL, 'l', 'L', true, now(), now());
INSERT INTO invoices (account_id, id, invoice_id, company_id, location_id, type, number, invoice_date, currency,
                      total_amount, state, reasons, source, created_at, updated_at)
SELECT '{UUID(int=8)}', lpad(n::text, 32, '0')::uuid, n, 1, 1, 'invoice', 'M-' || n, '2026-11-02', 'EUR', n, 'incomplete',
       '[]', 'api', now(), now()
  FROM generate_series(1, {2 * BATCH + 1}) n
"""


def test_accounts_of_any_size_are_filled_in_batches(empty: Empty) -> None:
    empty.run(migrate(empty.owner, SANDBOX, "0009"))
    for statement in (BEFORE + ";\n" + MANY).split(";\n"):
        empty.rows(statement, empty.superuser)
    empty.run(migrate(empty.owner, SANDBOX))
    counts = "SELECT account_id, count(*), count(DISTINCT day_key) FROM duplicate_fingerprints GROUP BY 1 ORDER BY 2"
    many = 2 * BATCH + 1
    rows = empty.rows(counts, empty.superuser)
    assert [tuple(row) for row in rows] == [(UUID(int=9), 4, 1), (UUID(int=8), many, many)]


def test_the_walls_stand_and_the_old_claims_are_gone(filled: Empty) -> None:
    forced = "SELECT relforcerowsecurity FROM pg_class WHERE relname = 'invoices'"
    assert filled.rows(forced) == [(True,)]
    assert filled.rows("SELECT to_regclass('invoice_numbers')") == [(None,)]
    assert filled.rows("SELECT count(*) FROM duplicate_pairs") == [(0,)]  # the owner is no account
