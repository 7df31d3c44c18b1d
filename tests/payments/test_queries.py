"""What a look at payments costs: not more because many were recorded."""

from tests.audit.desk import Desk

from harness.inside import analyze, inside, plans
from harness.invoices import make_invoice
from harness.tenants import Tenant
from payables.access.queries import caller_of
from payables.kit.pages import Page
from payables.payments import queries
from payables.payments.queries import Wanted
from payables.platform.db import Transaction

MANY = """
INSERT INTO payments (account_id, id, invoice, amount, discount, currency, paid_on, source, created_at)
SELECT $1, gen_random_uuid(), '{invoice}', 0.01, 0, 'USD', current_date, 'api', now() - n * interval '1 second'
  FROM generate_series(1, 20000) n
"""


def test_a_page_of_many_payments_is_read_along_its_index(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    Desk(tenant).as_owner(MANY.format(invoice=invoice["id"]))
    analyze(tenant.server, "payments")
    plan = inside(tenant, _plan)
    page = plan[plan.index("Limit") :]
    assert "Index Scan using payments_listed" in page and "WindowAgg" not in page and "Sort" not in page, plan
    assert tenant.api().get("/v1/payments").json()["count"] == 20_000


async def _plan(tx: Transaction) -> str:
    sql = "SELECT id FROM users WHERE account_id = $1 AND scope = 'account' AND active LIMIT 1"
    caller = await caller_of(tx, await tx.fetchval(sql, tx.account_id))
    assert caller
    [plan] = await plans(tx, queries.listed, caller, Wanted(), Page(1, 20))
    return plan
