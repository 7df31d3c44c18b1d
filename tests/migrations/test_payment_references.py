"""Payments of before their references had keys, and that the keys of then are those of today. Should the rule become another,
the latter goes with the version that makes all keys anew."""

from uuid import UUID

import pytest
from tests.migrations.conftest import Empty

from payables.app.migrate import migrate
from payables.app.migrations.frozen import payment_references_0021 as frozen
from payables.payments.rules.reference_key import reference_key
from payables.platform.settings import Environment

SANDBOX = Environment.SANDBOX
ACCOUNT, INVOICE = UUID(int=9), UUID(int=8)

BEFORE = f"""
INSERT INTO accounts VALUES ('{ACCOUNT}', 'a', 'A', '{{}}', '{{}}', 'single', false, now(), now());
INSERT INTO companies VALUES ('{ACCOUNT}', 1, 'c', 'C', 'EUR', '{{}}', '{{}}', now(), now());
INSERT INTO locations VALUES ('{ACCOUNT}', 1, 1, NULL, 'l', 'L', true, now(), now());
INSERT INTO invoices (account_id, id, invoice_id, company_id, location_id, type, currency, state, reasons, source, created_at,
                      updated_at)
VALUES ('{ACCOUNT}', '{INVOICE}', 1, 1, 1, 'invoice', 'EUR', 'incomplete', '[]', 'api', now(), now());
INSERT INTO payments (account_id, id, invoice, amount, discount, currency, paid_on, reference, source, created_at, voided_at,
                      void_reason)
SELECT '{ACCOUNT}', x.id::uuid, '{INVOICE}', 1, 0, 'EUR', '2026-11-02', x.reference, 'api', now(),
       CASE WHEN x.voided THEN now() END, CASE WHEN x.voided THEN 'Bounced' END
  FROM (VALUES ('{UUID(int=1)}', 'T-1', true), ('{UUID(int=2)}', 't\u20111', false), ('{UUID(int=3)}', 'T-1', false),
               ('{UUID(int=4)}', NULL, false), ('{UUID(int=5)}', 'T-2', false)) AS x (id, reference, voided)
"""


def test_of_one_transfer_that_was_recorded_twice_the_first_has_the_key(empty: Empty) -> None:
    empty.run(migrate(empty.owner, SANDBOX, "0020"))
    for statement in BEFORE.split(";\n"):
        empty.rows(statement, empty.superuser)
    empty.run(migrate(empty.owner, SANDBOX))
    found = empty.rows("SELECT reference, reference_key FROM payments ORDER BY id", empty.superuser)
    assert [tuple(row) for row in found] == [
        ("T-1", "t-1"),
        ("t\u20111", "t-1"),
        ("T-1", None),
        (None, None),
        ("T-2", "t-2"),
    ]


@pytest.mark.parametrize("reference", ["T-1", "\uff34\uff0d\uff11", "RF18 5390", "\u200b", "Überw. №7", "\ufdfa" * 255])
def test_the_keys_of_then_are_todays(reference: str) -> None:
    assert frozen.reference_key(reference) == reference_key(reference)
