"""Each approved invoice leaves exactly once or is visibly stuck: under races, and with a stop between every two steps."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from harness.exports import (
    download,
    export,
    invoice_of,
    job_of,
    ready_invoice,
    ready_invoices,
    sent_export,
    step,
    stuck,
    try_export,
)
from harness.inside import inside
from harness.invoices import status_of
from harness.tenants import Tenant
from harness.worker import working
from payables.exports.actions.move_job import ANSWER_WITHIN
from payables.exports.jobs import ExportDesk
from payables.exports.model import TRANSITIONS, JobState
from payables.platform.db import Transaction


def desk(tenant: Tenant) -> ExportDesk:
    return ExportDesk(tenant.server.database, tenant.server.parts.files)


def later(tenant: Tenant, by: timedelta) -> None:
    """Everybody signs in again: their tokens have ended."""
    tenant.server.clock.offset = by
    tenant.server.clock.journeys += 1


async def live_claims(tx: Transaction) -> list[UUID]:
    rows = await tx.fetch(
        "SELECT invoice FROM export_claims WHERE account_id = $1 AND outcome = 'claimed'", tx.account_id
    )
    return [row["invoice"] for row in rows]


def test_of_twenty_exports_at_once_each_invoice_is_in_one(tenant: Tenant) -> None:
    ids = [invoice["id"] for invoice in ready_invoices(tenant, 12)]
    tenant.company()

    def ask(n: int) -> Any:
        body = {"invoice_ids": ids if n % 2 else list(reversed(ids))} if n % 4 else {}
        return try_export(tenant, **body)

    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(ask, range(20)))
    made = [answer.json() for answer in answers if answer.status_code == 201]
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert Counter(one["id"] for job in made for one in job["invoices"]) == Counter(ids)
    assert sorted(map(str, inside(tenant, live_claims))) == sorted(ids)


def test_exports_of_overlapping_invoices_share_them_out(tenant: Tenant) -> None:
    ids = [invoice["id"] for invoice in ready_invoices(tenant, 10)]
    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(lambda n: try_export(tenant, invoice_ids=[*ids[n:], *ids[:n]][:5]), range(10)))
    taken = Counter(one["id"] for a in answers if a.status_code == 201 for one in a.json()["invoices"])
    assert set(taken.values()) == {1} and taken.keys() == set(ids)


def test_an_export_and_a_mark_at_once_do_not_both_have_the_invoice(tenant: Tenant) -> None:
    for n in range(5):
        invoice = ready_invoice(tenant)
        body = {"invoices": [{"invoice_id": invoice["invoice_id"], "export_transaction_id": f"E-{n}"}]}
        calls = [
            lambda i=invoice: try_export(tenant, invoice_ids=[i["id"]]).status_code == 201,
            lambda b=body: bool(tenant.api().post("/v1/invoices/mark-exported", json=b).json()["updated"]),
        ]
        with ThreadPoolExecutor(2) as threads:
            assert sorted(threads.map(lambda call: call(), calls)) == [False, True]


def test_an_export_and_a_change_at_once_never_export_what_nobody_approved(tenant: Tenant) -> None:
    for _ in range(5):
        invoice = ready_invoice(tenant)
        path = f"/v1/invoices/{invoice['id']}"
        calls = [
            lambda i=invoice: try_export(tenant, invoice_ids=[i["id"]]).status_code,
            lambda p=path: tenant.api().patch(p, json={"total_amount": 110.01}).status_code,
        ]
        with ThreadPoolExecutor(2) as threads:
            exported, changed = threads.map(lambda call: call(), calls)
        assert (exported, changed) in {(201, 409), (409, 200)}


# What was committed before the process died, and what is done after it.
STOPS = ["made", "downloaded", "partly answered", "in doubt", "failed", "cancelled", "marked by the client"]


@pytest.mark.parametrize("stop", STOPS)
def test_wherever_it_stops_each_invoice_is_exported_waiting_or_stuck_and_can_be_finished(
    tenant: Tenant, stop: str
) -> None:
    invoices = ready_invoices(tenant, 2)
    job = export(tenant)
    if stop != "made" and stop != "cancelled":
        download(tenant, job)
    if stop == "partly answered":
        step(tenant, job, "acknowledge", invoices=[{"invoice_id": invoices[0]["id"]}])
    if stop == "in doubt":
        step(tenant, job, "uncertain", reason="Lost.")
    if stop in ("failed", "cancelled"):
        step(tenant, job, "fail" if stop == "failed" else "cancel", reason="Stopped.")
    if stop == "marked by the client":
        body = {"invoices": [{"invoice_id": one["id"]} for one in invoices]}
        tenant.api().post("/v1/invoices/mark-exported", json=body, headers={"X-Export-Batch-Id": job["id"]})
    later(tenant, ANSWER_WITHIN + timedelta(hours=1))
    tenant.server.run(desk(tenant).look_after())
    seen = {one["invoice_id"]: status_of(tenant, one) for one in invoices}
    waiting = stuck(tenant)
    for id, status in seen.items():
        assert status in ("exported", "ready-for-export") or id in waiting, f"{id} is {status}, and nobody is told"
    _finish(tenant, job_of(tenant, job))
    assert {status_of(tenant, one) for one in invoices} == {"exported"}
    assert stuck(tenant) == {}


def _finish(tenant: Tenant, job: dict[str, Any]) -> None:
    if job["state"] == "uncertain":
        step(tenant, job, "resolve", outcome="arrived", reason="Seen.")
    elif job["state"] == "created":
        download(tenant, job)
        step(tenant, job, "acknowledge")
    elif job["state"] == "failed":
        step(tenant, sent_export(tenant), "acknowledge")


def test_a_job_without_an_answer_becomes_uncertain_in_time(tenant: Tenant) -> None:
    ready_invoice(tenant)
    job = sent_export(tenant)
    tenant.server.run(desk(tenant).look_after())
    assert job_of(tenant, job)["state"] == "sent"
    later(tenant, ANSWER_WITHIN + timedelta(minutes=1))
    tenant.server.run(desk(tenant).look_after())
    late = job_of(tenant, job)
    assert (late["state"], late["counts"]["claimed"]) == ("uncertain", 1)
    tenant.server.run(desk(tenant).look_after())
    assert job_of(tenant, job) == late


def test_a_job_that_nobody_takes_is_stuck_after_a_day(tenant: Tenant) -> None:
    invoice = ready_invoice(tenant)
    export(tenant)
    assert stuck(tenant) == {}
    later(tenant, ANSWER_WITHIN + timedelta(minutes=1))
    assert stuck(tenant) == {invoice["invoice_id"]: "not_sent"}


def test_a_large_file_is_written_by_a_worker_and_again_after_its_death(
    tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("payables.exports.actions.create_export.MOST_AT_ONCE", 0)
    ready_invoice(tenant)
    job = export(tenant)
    assert job["file"] is None
    assert tenant.api().get(f"/v1/exports/{job['id']}/file").status_code == 409
    tenant.server.clock.offset = timedelta(minutes=2)  # the worker that had the job is gone
    tenant.server.run(desk(tenant).look_after())
    written = job_of(tenant, job)["file"]
    payload = {"account_id": str(tenant.account_id), "job": job["id"]}
    tenant.server.run(desk(tenant).write_file(payload))
    assert job_of(tenant, job)["file"] == written
    assert len(download(tenant, job)) == written["size"]


def test_a_job_whose_invoices_were_all_marked_one_by_one_is_settled(tenant: Tenant) -> None:
    first, second = ready_invoices(tenant, 2)
    job = sent_export(tenant)
    payload = {"account_id": str(tenant.account_id), "job": job["id"]}
    for invoice, state in ((first, "sent"), (second, "acknowledged")):
        body = {"invoices": [{"invoice_id": invoice["id"]}]}
        tenant.api().post("/v1/invoices/mark-exported", json=body, headers={"X-Export-Batch-Id": job["id"]})
        tenant.server.run(desk(tenant).settle(payload))
        assert job_of(tenant, job)["state"] == state
    assert invoice_of(tenant, second)["export_job_id"] is None


def test_a_real_worker_settles_what_was_marked_in_the_name_of_a_job(tenant: Tenant) -> None:
    invoice = ready_invoice(tenant)
    job = sent_export(tenant)
    body = {"invoices": [{"invoice_id": invoice["id"]}]}
    with working(tenant.server):
        tenant.api().post("/v1/invoices/mark-exported", json=body, headers={"X-Export-Batch-Id": job["id"]})
        deadline = time.monotonic() + 120
        while job_of(tenant, job)["state"] == "sent" and time.monotonic() < deadline:
            time.sleep(0.05)
    assert job_of(tenant, job)["state"] == "acknowledged"


async def force(tx: Transaction, sql: str, invoice: str) -> None:
    await tx.execute(sql, tx.account_id, UUID(invoice))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE invoices SET state = 'archived' WHERE account_id = $1 AND id = $2",
        "UPDATE invoices SET exported_at = now() WHERE account_id = $1 AND id = $2",
        "UPDATE invoices SET export_job = gen_random_uuid() WHERE account_id = $1 AND id = $2",
        "INSERT INTO export_claims SELECT account_id, gen_random_uuid(), invoice, 0, 'claimed', NULL, NULL, NULL, now(), NULL"
        " FROM export_claims WHERE account_id = $1 AND invoice = $2",
    ],
)
def test_the_database_keeps_it_so_whatever_a_program_forgets(tenant: Tenant, sql: str) -> None:
    invoice = ready_invoice(tenant)
    export(tenant)
    with pytest.raises(Exception, match=r"violates|constraint"):
        inside(tenant, force, sql, invoice["id"])


def test_nothing_is_sent_twice_by_the_table() -> None:
    senders = [state for (state, event), target in TRANSITIONS.items() if target is JobState.SENT]
    assert senders == [JobState.CREATED]
    assert not [state for state, _ in TRANSITIONS if state in (JobState.ACKNOWLEDGED, JobState.FAILED)]


def test_a_rejection_is_not_lost_beside_a_mark_in_the_name_of_its_job(tenant: Tenant) -> None:
    for invoice in ready_invoices(tenant, 12):
        job = sent_export(tenant, invoice_ids=[invoice["id"]])
        mark = {"invoices": [{"invoice_id": invoice["id"], "transaction_id": "T-1"}]}
        answer = {"invoices": [{"invoice_id": invoice["id"], "outcome": "rejected", "reason": "Closed period."}]}
        with ThreadPoolExecutor(2) as pool:
            marked = pool.submit(
                tenant.api().post,
                "/v1/invoices/mark-exported",
                json=mark,
                headers={"X-Export-Batch-Id": job["id"]},
            )
            rejected = pool.submit(step, tenant, job, "acknowledge", **answer)
        is_marked = bool(marked.result().json().get("updated"))
        assert is_marked != (rejected.result().status_code == 200)
        assert status_of(tenant, invoice) == ("exported" if is_marked else "needs-attention")
