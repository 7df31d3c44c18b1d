"""A worker that comes back late records nothing of an arrangement that people have undone, or arranged anew, meanwhile."""

from uuid import UUID

from capture.test_several_documents import arrived, detail, pages, step
from extraction.papers import INVOICE
from extraction.test_parts import TERMS
from harness.inside import inside
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import finished, working
from payables.capture.actions.hand_over import hand_over
from payables.capture.actions.record_failure import record_failure
from payables.capture.jobs import CRASHED, LEASE
from payables.capture.model import Lane, Taken
from payables.capture.store import turns as store
from payables.platform.db import Transaction


def taken(server: Server) -> Taken:
    """As a worker takes the next file."""

    async def take() -> Taken | None:
        async with server.database.operator() as connection:
            return await store.take(connection, Lane.LIGHT, server.clock.now(), LEASE)

    found = server.run(take())
    assert found is not None
    return found


async def _fail(tx: Transaction, late: Taken) -> bool:
    return await record_failure(tx, late, CRASHED)


def test_the_first_attempt_of_another_arrangement_is_not_this_one(server: Server, tenant: Tenant) -> None:
    with working(server):
        upload = arrived(tenant, pages(INVOICE, TERMS, serial="L1"))
    step(tenant, upload["id"], "split", {"parts": [[1], [2]]})
    late = taken(server)
    assert step(tenant, upload["id"], "undo", {"arrangement": 1}).status_code == 200
    step(tenant, upload["id"], "split", {"parts": [[2], [1]]})
    mine = taken(server)
    assert (late.id, late.attempt, late.plan) == (UUID(upload["id"]), mine.attempt, 1)
    assert mine.plan == 2
    assert not inside(tenant, _fail, late)
    inside(tenant, hand_over, late, Lane.LIGHT)
    assert detail(tenant, upload["id"])["status"] == "processing"
    inside(tenant, hand_over, mine, Lane.LIGHT)
    with working(server):
        found = finished(tenant, upload["id"])
    assert [part["pages"] for part in found["parts"]] == [[2], [1]]


def test_bytes_sent_again_after_an_arrangement_failed_are_not_paid_twice_by_its_undo(
    server: Server, tenant: Tenant
) -> None:
    data = pages(INVOICE, TERMS, serial="L2")
    with working(server):
        upload = arrived(tenant, data)
    step(tenant, upload["id"], "split", {"parts": [[1], [2]]})
    assert inside(tenant, _fail, taken(server))
    assert (detail(tenant, upload["id"])["status"], detail(tenant, upload["id"])["no_of_pages"]) == ("failed", 2)
    with working(server):
        again = arrived(tenant, data)
    assert (again["status"], len(again["invoice_ids"])) == ("processed", 1)
    assert step(tenant, upload["id"], "retry").json()["message"]["error"] == "upload_sent_again"
    undone = step(tenant, upload["id"], "undo", {"arrangement": 1}).json()
    assert (undone["status"], undone["invoice_ids"]) == ("processed", upload["invoice_ids"])
    back = tenant.api().get(f"/v1/invoices/{upload['invoice_ids'][0]}").json()
    reasons = {reason["code"]: reason["other_invoice_id"] for reason in back["reasons"]}
    assert reasons["pages_in_another_invoice"] == again["invoice_ids"][0]
