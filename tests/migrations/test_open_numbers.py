"""Invoices of before every one kept the numbers that it names, and that the keys of then are those of today. Should a rule become
another, the latter goes with the version that makes all keys anew."""

import json
from uuid import UUID

import pytest
from tests.migrations.conftest import Empty

from payables.app.migrate import migrate
from payables.app.migrations.frozen import order_numbers_0025 as frozen
from payables.matching.model import Found, Match, Outcome
from payables.matching.queries.ledger import decode_found
from payables.matching.rules.named import named_numbers
from payables.platform.settings import Environment
from payables.purchasing.events import ORDERS_CHANGED, looks_key
from payables.purchasing.rules.number_key import number_key

SANDBOX = Environment.SANDBOX
ACCOUNT, OPEN, LATE, GONE, MEMO = (UUID(int=n) for n in (9, 1, 2, 3, 4))

BEFORE = f"""
INSERT INTO accounts VALUES ('{ACCOUNT}', 'a', 'A', '{{}}', '{{}}', 'single', false, now(), now());
INSERT INTO companies VALUES ('{ACCOUNT}', 1, 'c', 'C', 'EUR', '{{}}', '{{}}', now(), now()),
                             ('{ACCOUNT}', 2, 'd', 'D', 'EUR', '{{}}', '{{}}', now(), now());
INSERT INTO locations VALUES ('{ACCOUNT}', 1, 1, NULL, 'l', 'L', true, now(), now()),
                             ('{ACCOUNT}', 2, 2, NULL, 'm', 'M', true, now(), now());
INSERT INTO invoices (account_id, id, invoice_id, company_id, location_id, type, currency, state, reasons, source, created_at,
                      updated_at, purchase_order)
SELECT '{ACCOUNT}', x.id::uuid, x.n, x.company, x.company, x.type, 'EUR', x.state, '[]', 'api', now(), now(), x.named
  FROM (VALUES ('{OPEN}', 1, 1, 'invoice', 'pending_approval', 'PO-0012, PO-13'),
               ('{LATE}', 2, 2, 'invoice', 'incomplete', 'FIRST1'),
               ('{GONE}', 3, 1, 'invoice', 'archived', 'PO-12'),
               ('{MEMO}', 4, 1, 'credit_memo', 'incomplete', 'PO-12')) AS x (id, n, company, type, state, named);
INSERT INTO purchase_orders (account_id, id, company_id, location_id, erp_vendor_id, po_number, number_key, status, ordered_on,
                             total_amount, is_2_way, created_at, updated_at)
VALUES ('{ACCOUNT}', '{UUID(int=7)}', 2, 2, 'V', 'FIRST1', 'FIRST1', 'open', '2026-11-02', 1, true, now(), now())
"""


def test_open_invoices_keep_their_numbers_and_those_behind_the_first_order_are_looked_at(empty: Empty) -> None:
    empty.run(migrate(empty.owner, SANDBOX, "0024"))
    for statement in BEFORE.split(";\n"):
        empty.rows(statement, empty.superuser)
    empty.run(migrate(empty.owner, SANDBOX))
    numbers = empty.rows("SELECT invoice, company_id, number_key FROM match_numbers ORDER BY 1, 3", empty.superuser)
    keys = [(OPEN, 1, key) for key in sorted(frozen.named_keys("PO-0012, PO-13"))]
    assert [tuple(row) for row in numbers] == [*keys, (LATE, 2, "FIRST1")]
    kept = empty.rows("SELECT invoice, stale, found::text AS found FROM matches ORDER BY 1", empty.superuser)
    assert [(row["invoice"], row["stale"]) for row in kept] == [(OPEN, False), (LATE, True)]
    assert decode_found(kept[0]["found"]) == Found(Match(Outcome.NO_ORDER))
    (job,) = empty.rows("SELECT entrypoint, dedupe_key, payload FROM pgqueuer", empty.superuser)
    assert (job["entrypoint"], job["dedupe_key"]) == (ORDERS_CHANGED, looks_key(ACCOUNT))
    assert json.loads(job["payload"]) == {"account_id": str(ACCOUNT)}


@pytest.mark.parametrize(
    "text", ["PO-0012, po 13", "2024/17", "4711/4712", "your order 4711 of 12.03.2026", "", "\uff30\uff2f-1"]
)
def test_the_keys_of_then_are_todays(text: str) -> None:
    assert frozen.named_keys(text) == list(dict.fromkeys(map(number_key, named_numbers(text))))
