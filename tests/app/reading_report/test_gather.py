"""What a report reads: of all accounts together no more papers than of one."""

from harness.learning import harbour, number, odd_paper, read
from harness.outcomes import make_outcomes
from harness.server import Server
from harness.tenants import make_tenant
from harness.worker import working
from payables.app.reading_report.gather import of_account, of_all

RIGHT = {"read": "1", "confidence": 0.99, "value": "1", "how": "approved"}


def test_papers_of_all_accounts_are_bounded_and_shared_fairly(server: Server) -> None:
    tenants = [make_tenant(server) for _ in range(2)]
    with working(server):
        for tenant in tenants:
            harbour(tenant)
            paper = odd_paper("PO-1", **{"Invoice number: HS-20417": f"Invoice number: {number()}"})
            invoice = read(tenant, paper)
            assert tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve").status_code == 200
            make_outcomes(tenant, invoice, 30, number=RIGHT)
            read(tenant, odd_paper("PO-1", **{"Invoice number: HS-20417": f"Invoice number: {number()}"}))
    accounts = [tenant.account_id for tenant in tenants]
    whole = server.run(of_all(server.database, accounts, 20)).whole
    assert (whole.read, whole.passed) == (20, 20)
    own = server.run(of_account(server.database, tenants[0].account_id, "one"))
    assert (own.whole.read, own.whole.judged) == (32, 31), "nobody has looked at the last one"
    assert len(own.said["number"]) == 31
