"""No invoice stands in two files that were both given out, unless a person has said in between what became of the first."""

import random
from collections import defaultdict
from itertools import combinations, count
from typing import Any

import httpx2
import pytest

from harness.api import Api, error_of
from harness.exports import download, export, invoice_of, job_of, ready_invoice, ready_invoices, sent_export, step
from harness.tenants import Tenant

MARKED, UNMARKED = "/v1/invoices/mark-exported", "/v1/invoices/mark-unexported"


def mark(
    tenant: Tenant, invoice: dict[str, Any], job: dict[str, Any] | None, api: Api | None = None, **more: Any
) -> dict[str, Any]:
    headers = {"X-Export-Batch-Id": job["id"]} if job else {}
    body = {"invoices": [{"invoice_id": invoice["id"], **more}]}
    return (api or tenant.api()).post(MARKED, json=body, headers=headers).json()


def unmark(tenant: Tenant, invoice: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().post(UNMARKED, json={"invoices": [{"invoice_id": invoice["id"]}]}).json()


def fetch(tenant: Tenant, job: dict[str, Any]) -> httpx2.Response:
    return tenant.api().get(f"/v1/exports/{job['id']}/file")


def refused(answer: httpx2.Response) -> str:
    assert answer.status_code == 409, answer.text
    return error_of(answer)


def test_nothing_is_marked_in_the_name_of_a_job_whose_file_nobody_has(tenant: Tenant) -> None:
    first, _ = ready_invoices(tenant, 2)
    job = export(tenant)
    told = mark(tenant, first, job, export_transaction_id="ERP-OTHER")
    assert told["updated"] == [] and "has not left yet" in told["failed"][0]["error"]
    assert job_of(tenant, job)["state"] == "created"
    assert invoice_of(tenant, first)["export_job_id"] == job["id"]
    download(tenant, job)
    assert mark(tenant, first, job)["updated"] == [first["invoice_id"]]


def test_a_mark_in_the_name_of_a_job_has_the_transaction_of_its_file_unless_it_names_another(tenant: Tenant) -> None:
    first, second = ready_invoices(tenant, 2)
    job = sent_export(tenant, transaction_prefix="P-")
    mark(tenant, first, job)
    mark(tenant, second, job, export_transaction_id="ERP-7")
    ids = [invoice_of(tenant, one)["export_transaction_id"] for one in (first, second)]
    assert ids == [f"P-{first['invoice_id']}", "ERP-7"]


def test_a_file_with_an_invoice_that_was_marked_unexported_is_not_given_out_again(tenant: Tenant) -> None:
    first, _ = ready_invoices(tenant, 2)
    job = sent_export(tenant)
    mark(tenant, first, job)
    assert fetch(tenant, job).status_code == 200
    unmark(tenant, first)
    assert refused(fetch(tenant, job)) == "export_file_outdated"
    download(tenant, export(tenant, invoice_ids=[first["id"]]))


def test_a_file_with_an_invoice_that_the_erp_rejected_is_not_given_out_again(tenant: Tenant) -> None:
    first, second = ready_invoices(tenant, 2)
    job = sent_export(tenant)
    step(tenant, job, "acknowledge", invoices=[{"invoice_id": first["id"], "outcome": "rejected", "reason": "Closed."}])
    assert refused(fetch(tenant, job)) == "export_file_outdated"
    step(tenant, job, "fail", reason="The other did not arrive either.")
    assert download(tenant, export(tenant, invoice_ids=[second["id"]]))


def test_naming_a_job_that_one_may_not_see_is_as_naming_none(tenant: Tenant) -> None:
    mine = ready_invoice(tenant)
    ready_invoice(tenant, ottimate_location_id=tenant.location("park"))
    job = sent_export(tenant)
    assert tenant.api("main").get(f"/v1/exports/{job['id']}").status_code == 404
    told = mark(tenant, mine, job, tenant.api("main"), export_transaction_id="HIJACK")
    assert told["updated"] == [] and len(told["failed"]) == 1
    assert invoice_of(tenant, mine)["export_job_id"] == job["id"]


class Course:
    """Random steps on three invoices through the API; the log is judged, not foretold."""

    def __init__(self, tenant: Tenant, seed: int) -> None:
        self.tenant, self.random, self.moment = tenant, random.Random(seed), count(1)
        self.invoices = ready_invoices(tenant, 3)
        self.held: dict[str, set[str]] = {}  # job -> the invoices in its file
        self.given: dict[str, list[int]] = defaultdict(list)  # job -> when its file was given out
        self.said: dict[tuple[str, str], list[int]] = defaultdict(
            list
        )  # (job, invoice) -> when it was told not to be there

    def run(self, steps: int) -> None:
        acts = [
            self.make,
            self.make,
            self.fetch,
            self.fetch,
            self.fetch,
            self.mark,
            self.mark,
            self.unmark,
            self.answer,
        ]
        acts += [self.answer, self.end, self.doubt, self.resolve, self.approve]
        for _ in range(steps):
            self.random.choice(acts)()

    def make(self) -> None:
        wanted = [one["id"] for one in self.random.sample(self.invoices, self.random.randint(1, 3))]
        body = {"ottimate_company_id": self.tenant.company(), "invoice_ids": wanted}
        answer = self.tenant.api().post("/v1/exports", json=body)
        if answer.status_code == 201:
            job = answer.json()
            self.held[job["id"]] = {one["id"] for one in job["invoices"] if one["outcome"] == "claimed"}

    def fetch(self) -> None:
        if job := self._job():
            answer = fetch(self.tenant, job)
            assert answer.status_code in (200, 409)
            if answer.status_code == 200:
                self.given[job["id"]].append(next(self.moment))

    def mark(self) -> None:
        mark(self.tenant, self._invoice(), self._job())

    def unmark(self) -> None:
        invoice = self._invoice()
        if unmark(self.tenant, invoice)["updated"]:
            self._say(self.held, [invoice["id"]])

    def answer(self) -> None:
        if job := self._job():
            invoice = self._invoice()
            outcome = self.random.choice(["exported", "rejected"])
            body = {"invoices": [{"invoice_id": invoice["id"], "outcome": outcome, "reason": "Closed."}]}
            if step(self.tenant, job, "acknowledge", **body).status_code == 200 and outcome == "rejected":
                self._say([job["id"]], [invoice["id"]])

    def end(self) -> None:
        way = self.random.choice(["fail", "cancel"])
        if (job := self._job()) and step(self.tenant, job, way, reason="No.").status_code == 200:
            self._say([job["id"]], self.held[job["id"]])

    def doubt(self) -> None:
        if job := self._job():
            step(self.tenant, job, "uncertain", reason="Lost.")

    def resolve(self) -> None:
        if job := self._job():
            outcome = self.random.choice(["arrived", "did_not_arrive"])
            done = step(self.tenant, job, "resolve", outcome=outcome, reason="Seen.")
            if done.status_code == 200 and outcome == "did_not_arrive":
                self._say([job["id"]], self.held[job["id"]])

    def approve(self) -> None:
        """What was rejected is put right, so that it can be exported again."""
        invoice = self._invoice()
        path = f"/v1/invoices/{invoice['id']}"
        changed = self.tenant.api().patch(path, json={"total_amount": self.random.randint(100, 900)})
        if changed.status_code == 200:
            self.tenant.api("second").post(f"{path}/approve")

    def twice(self) -> list[tuple[str, str, str]]:
        """Invoices, each with two jobs whose files were both given out and nobody said anything of the first in between;
        or the first was given out again thereafter."""
        found = []
        for one, other in combinations(self.given, 2):
            first, second = sorted((one, other), key=lambda job: self.given[job][0])
            for invoice in self.held[first] & self.held[second]:
                said = [at for at in self.said[first, invoice] if at < self.given[second][0]]
                if not said or self.given[first][-1] > said[0]:
                    found.append((invoice, first, second))
        return found

    def _say(self, jobs: Any, invoices: Any) -> None:
        now = next(self.moment)
        for job in jobs:
            for invoice in invoices:
                self.said[job, invoice].append(now)

    def _invoice(self) -> dict[str, Any]:
        return self.random.choice(self.invoices)

    def _job(self) -> dict[str, Any] | None:
        """One of the last, where most happens."""
        return {"id": self.random.choice(list(self.held)[-3:])} if self.held else None


@pytest.mark.parametrize("seed", range(5))
def test_no_invoice_stands_in_two_files_that_were_both_given_out(tenant: Tenant, seed: int) -> None:
    course = Course(tenant, seed)
    course.run(160)
    assert course.given, "nothing was given out: the steps prove nothing"
    assert course.twice() == []
