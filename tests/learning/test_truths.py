"""What rankers may be learned from."""

import pytest

from harness.learning import correct, harbour, number, odd_paper, read
from harness.server import Server
from harness.tenants import Tenant, make_tenant
from payables.learning.model.papers import How
from payables.learning.queries.truths import TrueField, truths

pytestmark = pytest.mark.usefixtures("worker")


def all_truths(server: Server, most: int = 1000) -> list[TrueField]:
    async def gather() -> list[TrueField]:
        return [found async for found in truths(server.database, most)]

    return server.run(gather())


def test_corrections_of_all_accounts_are_told_with_what_was_read(tenant: Tenant, server: Server) -> None:
    corrected: dict[str, str] = {}
    for of in (tenant, make_tenant(server)):
        harbour(of)
        invoice = read(of, odd_paper(first := number()))
        correct(of, invoice, invoice_number=first)
        corrected[invoice["reference_id"]] = first
    told = {str(one.upload): one for one in all_truths(server) if str(one.upload) in corrected}
    assert {upload: one.value for upload, one in told.items()} == corrected
    assert {(one.field, one.how, one.approved) for one in told.values()} == {("number", How.CORRECTED, False)}
    assert len({one.account for one in told.values()}) == 2


def test_what_nobody_saw_and_what_was_archived_is_no_truth(server: Server) -> None:
    tenant = make_tenant(server, approval_mode="none")
    harbour(tenant)
    unseen = read(tenant, odd_paper(number()))
    archived = read(tenant, odd_paper(number()))
    correct(tenant, archived, invoice_number=number())
    assert tenant.api().post(f"/v1/invoices/{archived['id']}/archive", json={"reason": "A fraud."}).status_code == 200
    uploads = {str(one.upload) for one in all_truths(server)}
    assert not uploads & {unseen["reference_id"], archived["reference_id"]}
