"""Exports as people do them in the dashboard."""

import csv
import io
from typing import Any

import pytest

from harness.bank_changes import asked, banked_vendor, confirm
from harness.dashboard import browser
from harness.exports import export, job_of, ready_invoice, ready_invoices, sent_export
from harness.invoices import make_vendor
from harness.server import Server
from harness.tenants import Tenant
from payables.dashboard.pages.exports.jobs import events_of
from payables.dashboard.pages.exports.mappings import COLUMN_FORMATS, FIELDS
from payables.exports.model import JobState


def path_of(job: dict[str, Any]) -> str:
    return f"/exports/{job['id']}"


def test_what_is_ready_is_exported_with_one_form(server: Server, tenant: Tenant) -> None:
    one, two = ready_invoices(tenant, 2)
    clerk = browser(server, tenant)
    page = clerk.open("/exports")
    assert "See the 2 invoices that are ready" in page.words
    made = page.send("/exports/new", {"ottimate_company_id": str(tenant.company()), "format": "csv"}).follow()
    assert "The export is made" in made.words
    assert one["number"] in made.words and two["number"] in made.words
    assert "Nothing is ready to be exported." in clerk.open("/exports").words


def test_control_totals_stand_where_exports_are_made_and_compared(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant, erp_vendor_name="Highline Produce")
    ready_invoices(tenant, 2, vendor=vendor)
    clerk = browser(server, tenant)
    assert "Control total in USD $220.00 2 invoices" in clerk.open("/exports").words
    job = export(tenant)
    page = clerk.open(path_of(job))
    assert "Control total in USD $220.00 2 invoices" in page.words
    assert page.words.count("Highline Produce $110.00") == 2
    assert "2 $220.00 2" in clerk.open("/exports").words


def test_the_form_sent_twice_makes_one_export(server: Server, tenant: Tenant) -> None:
    ready_invoice(tenant)
    clerk = browser(server, tenant)
    form = clerk.open("/exports").form("/exports/new")
    typed = {"ottimate_company_id": str(tenant.company())}
    answers = [clerk.send_form(form, typed) for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert tenant.api().get("/v1/exports").json()["count"] == 1


def test_where_nothing_is_ready_the_refusal_is_shown_beside_what_was_typed(server: Server, tenant: Tenant) -> None:
    invoice = ready_invoice(tenant)
    clerk = browser(server, tenant)
    page = clerk.open("/exports")
    tenant.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": invoice["id"]}]})
    answer = page.send("/exports/new", {"ottimate_company_id": str(tenant.company()), "format": "xlsx"})
    assert answer.status == 409
    assert "This was not done" in answer.words


def test_the_file_is_downloaded_and_the_job_is_sent(server: Server, tenant: Tenant) -> None:
    invoice = ready_invoice(tenant)
    job = export(tenant)
    clerk = browser(server, tenant)
    page = clerk.open(path_of(job))
    assert "Not sent yet" in page.words
    assert f"{path_of(job)}/file" in page.links
    file = clerk.get(f"{path_of(job)}/file")
    assert file.headers["content-disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[0]["invoice_number"] == invoice["number"]
    after = clerk.open(path_of(job))
    assert "Tell what the ERP has taken" in after.words
    assert job_of(tenant, job)["state"] == "sent"


def test_answers_are_given_invoice_by_invoice(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    taken, refused, waiting = ready_invoices(tenant, 3, vendor=vendor)
    job = sent_export(tenant)
    page = browser(server, tenant).open(path_of(job))
    typed = {
        f"outcome.{taken['invoice_id']}": "acknowledged",
        f"said.{taken['invoice_id']}": "ERP-1",
        f"outcome.{refused['invoice_id']}": "rejected",
        f"said.{refused['invoice_id']}": "Period 10 is closed.",
        f"outcome.{waiting['invoice_id']}": "later",
    }
    after = page.send(f"{path_of(job)}/acknowledge", typed).follow()
    assert "The answers are saved" in after.words
    assert after.words.count("Period 10 is closed.") == 1 and "Not part of it" not in after.words
    outcomes = {one["invoice_id"]: one["outcome"] for one in job_of(tenant, job)["invoices"]}
    assert outcomes[taken["invoice_id"]] == "exported"
    assert outcomes[waiting["invoice_id"]] == "claimed"
    last = after.send(f"{path_of(job)}/acknowledge", {f"outcome.{waiting['invoice_id']}": "acknowledged"}).follow()
    assert "Answered by the ERP" in last.words
    assert job_of(tenant, job)["state"] == "acknowledged"


def test_what_the_erp_refuses_is_told_in_its_words_with_what_can_be_done(server: Server, tenant: Tenant) -> None:
    (invoice,) = ready_invoices(tenant, 1)
    job = sent_export(tenant)
    clerk = browser(server, tenant)
    typed = {f"outcome.{invoice['invoice_id']}": "rejected", f"said.{invoice['invoice_id']}": "Period 10 is <closed>."}
    page = clerk.open(path_of(job)).send(f"{path_of(job)}/acknowledge", typed).follow()
    assert "The ERP says: Period 10 is <closed>. Correct the invoice" in page.words
    assert "The ERP did not take one invoice. Correct in it what the ERP names" in page.words
    at = clerk.open(f"/invoices/{invoice['id']}")
    assert "The ERP does not take it: Period 10 is <closed>. Correct here what the ERP names and save it" in at.words
    done = at.send(f"/invoices/{invoice['id']}/save", {"all_right": "yes"}).follow()
    assert "The ERP does not take it" not in done.words


def test_of_a_failed_export_the_way_to_another_one_is_shown(server: Server, tenant: Tenant) -> None:
    ready_invoice(tenant)
    job = sent_export(tenant)
    clerk = browser(server, tenant)
    clerk.open(path_of(job)).send(f"{path_of(job)}/fail", {"reason": "The ERP was down."})
    again = f"/exports?ottimate_company_id={tenant.company()}"
    for path, words in ((path_of(job), "It failed: The ERP was down."), ("/exports/stuck", "The ERP was down.")):
        page = clerk.open(path)
        assert words in page.words and "Make another export" in page.words and again in page.links


def test_a_credit_memo_that_is_stuck_has_its_minus(server: Server, tenant: Tenant) -> None:
    memo = ready_invoice(tenant, type="credit_memo")
    assert tenant.api().post(f"/v1/invoices/{memo['id']}/hold", json={"reason": "Ask first"}).status_code == 200
    clerk = browser(server, tenant)
    assert "-$110.00" in clerk.open("/exports/stuck").words
    assert "Credit memo On hold -$110.00" in clerk.open(f"/invoices/{memo['id']}").words


def test_a_rejection_without_a_reason_is_refused_and_nothing_typed_is_lost(server: Server, tenant: Tenant) -> None:
    one, two, silent = ready_invoices(tenant, 3)
    job = sent_export(tenant)
    typed = {
        f"outcome.{silent['invoice_id']}": "later",
        f"outcome.{one['invoice_id']}": "rejected",
        f"outcome.{two['invoice_id']}": "acknowledged",
        f"said.{two['invoice_id']}": "ERP-2",
    }
    answer = browser(server, tenant).open(path_of(job)).send(f"{path_of(job)}/acknowledge", typed)
    assert answer.status == 400
    assert f"{one['number']} : Say why the ERP does not take it." in answer.words
    marked = f'name="said.{one["invoice_id"]}"'
    assert next(field for field in answer.text.split("<input ") if 'aria-invalid="true"' in field).startswith(marked)
    assert answer.form(f"{path_of(job)}/acknowledge").fields[f"said.{two['invoice_id']}"] == "ERP-2"
    assert answer.form(f"{path_of(job)}/acknowledge").fields[f"outcome.{one['invoice_id']}"] == "rejected"
    assert job_of(tenant, job)["state"] == "sent"


STEPS = [
    ("cancel", {}, "failed", False),
    ("fail", {"reason": "The ERP was down."}, "failed", True),
    ("uncertain", {"reason": "The line broke."}, "uncertain", True),
]


@pytest.mark.parametrize(("step", "typed", "state", "is_sent"), STEPS)
def test_a_job_takes_its_steps(
    server: Server, tenant: Tenant, step: str, typed: dict[str, str], state: str, is_sent: bool
) -> None:
    ready_invoice(tenant)
    job = sent_export(tenant) if is_sent else export(tenant)
    answer = browser(server, tenant).open(path_of(job)).send(f"{path_of(job)}/{step}", typed)
    assert answer.status == 303, answer.words
    assert job_of(tenant, job)["state"] == state


@pytest.mark.parametrize(("outcome", "state"), [("arrived", "acknowledged"), ("did_not_arrive", "failed")])
def test_a_doubt_is_resolved(server: Server, tenant: Tenant, outcome: str, state: str) -> None:
    ready_invoice(tenant)
    job = sent_export(tenant)
    clerk = browser(server, tenant)
    doubtful = clerk.open(path_of(job)).send(f"{path_of(job)}/uncertain", {"reason": "The line broke."}).follow()
    assert "Nobody knows whether it arrived." in doubtful.words
    wanted = {"outcome": outcome, "reason": "Looked into the ledger."}
    after = doubtful.send(f"{path_of(job)}/resolve", wanted).follow()
    assert job_of(tenant, job)["state"] == state
    assert after.status == 200


def test_a_step_that_came_too_late_is_refused_and_shows_how_things_stand(server: Server, tenant: Tenant) -> None:
    ready_invoice(tenant)
    job = export(tenant)
    page = browser(server, tenant).open(path_of(job))
    assert tenant.api().post(f"/v1/exports/{job['id']}/cancel").status_code == 200
    answer = page.send(f"{path_of(job)}/cancel")
    assert answer.status == 409
    assert "Failed" in answer.words


@pytest.mark.parametrize("state", list(JobState))
def test_a_finished_job_offers_nothing_and_every_other_something(state: JobState) -> None:
    assert bool(events_of(state)) == (state not in (JobState.ACKNOWLEDGED, JobState.FAILED))


def test_what_is_stuck_says_what_to_do(server: Server, tenant: Tenant) -> None:
    invoice = ready_invoice(tenant)
    assert tenant.api().post(f"/v1/invoices/{invoice['id']}/hold", json={"reason": "Ask first"}).status_code == 200
    clerk = browser(server, tenant)
    for path in ("/exports", "/exports/stuck"):
        page = clerk.open(path)
        assert invoice["number"] in page.words
        assert "hold" in page.words


def test_what_bank_details_hold_back_says_whom_it_waits_for_or_until_when(server: Server, tenant: Tenant) -> None:
    vendor = banked_vendor(tenant, erp_vendor_name="Highline Produce")
    ready_invoice(tenant, vendor=vendor)
    change = asked(tenant, vendor)
    clerk = browser(server, tenant)
    waiting = clerk.open("/exports/stuck")
    assert "Highline Produce" in waiting.words and f"/vendors/{vendor['id']}" in waiting.links
    assert "wait for a second person" in waiting.words and "/bank-changes" in waiting.links
    assert confirm(tenant, change).status_code == 200
    cooling = clerk.open("/exports")
    assert "The hold ends" in cooling.words and "wait for a second person" not in cooling.words
    (told,) = tenant.api().get("/v1/exports/stuck").json()["results"]
    assert (told["code"], told["bank_hold"]) == ("bank_details_held", "cooling")
    assert told["held_until_date"] > told["since_date"]


def test_jobs_are_filtered_by_their_state(server: Server, tenant: Tenant) -> None:
    ready_invoice(tenant)
    job = export(tenant)
    clerk = browser(server, tenant)
    assert path_of(job) in clerk.open("/exports?state=created").links
    assert path_of(job) not in clerk.open("/exports?state=failed").links
    assert clerk.open("/exports?state=nonsense").status == 400


def test_a_mapping_is_saved_used_changed_and_deleted(server: Server, tenant: Tenant) -> None:
    ready_invoice(tenant)
    clerk = browser(server, tenant)
    typed = {
        "name": "Ledger",
        "ottimate_company_id": str(tenant.company()),
        "format": "csv",
        "row_per": "invoice",
        "columns[0].header": "Ref",
        "columns[0].field": "invoice_number",
        "columns[1].header": "Journal",
        "columns[1].constant": "AP",
    }
    saved = clerk.open("/exports/mappings/new").send("/exports/mappings/new", typed).follow()
    assert "The mapping is saved." in saved.words
    path = saved.answer.url.path
    made = clerk.open("/exports").send(
        "/exports/new", {"ottimate_company_id": str(tenant.company()), "mapping_id": path.rsplit("/", 1)[-1]}
    )
    header = clerk.get(f"{made.location.split('?')[0]}/file").content.decode("utf-8-sig").splitlines()[0]
    assert header == "Ref,Journal"
    changed = saved.send(
        path, {"name": "Ledger 2", "columns[2].header": "Sum", "columns[2].field": "total_amount"}
    ).follow()
    assert "version 2" in changed.words
    assert changed.form(path).fields["columns[2].field"] == "total_amount"
    gone = changed.send(f"{path}/delete").follow()
    assert "The mapping is deleted" in gone.words
    assert "Ledger 2" not in gone.words


def test_answers_that_came_too_late_stay_on_the_page_beside_those_that_were_taken(
    server: Server, tenant: Tenant
) -> None:
    (invoice,) = ready_invoices(tenant, 1)
    job = sent_export(tenant)
    page = browser(server, tenant).open(path_of(job))
    told = {
        "invoices": [{"invoice_id": invoice["invoice_id"], "outcome": "acknowledged", "export_transaction_id": "X6"}]
    }
    assert tenant.api().post(f"/v1/exports/{job['id']}/acknowledge", json=told).status_code == 200
    typed = {f"outcome.{invoice['invoice_id']}": "rejected", f"said.{invoice['invoice_id']}": "Not there"}
    late = page.send(f"{path_of(job)}/acknowledge", typed)
    assert late.status == 409 and "see the states in the documentation" not in late.words
    words = late.words[late.words.index("Your answers that were not taken") :]
    assert words.index("does not take it") < words.index("Not there") < words.index("X6")


def test_every_mapping_is_offered_however_many_there_are(server: Server, tenant: Tenant) -> None:
    columns = [{"header": "Ref", "field": "invoice_number"}]
    body = {"ottimate_company_id": tenant.company(), "format": "csv", "row_per": "invoice", "columns": columns}
    for number in range(101):
        answer = tenant.api().post("/v1/export-mappings", json=body | {"name": f"Mapping {number:03}"})
        assert answer.status_code == 201, answer.text
    ready_invoice(tenant)
    words = browser(server, tenant).open("/exports").words
    assert [number for number in range(101) if f"Mapping {number:03}" not in words] == []


def test_a_quickbooks_mapping_has_accounts(server: Server, tenant: Tenant) -> None:
    clerk = browser(server, tenant)
    typed = {"name": "QB", "ottimate_company_id": str(tenant.company()), "format": "iif", "tax_account": "Sales Tax"}
    saved = clerk.open("/exports/mappings/new").send("/exports/mappings/new", typed).follow()
    path = saved.answer.url.path
    assert saved.form(path).fields["tax_account"] == "Sales Tax"
    changed = saved.send(path, {"difference_account": "Rounding"}).follow()
    assert changed.form(path).fields["difference_account"] == "Rounding"


def test_what_is_wrong_with_a_column_is_told_beside_it(server: Server, tenant: Tenant) -> None:
    typed = {
        "name": "Ledger",
        "ottimate_company_id": str(tenant.company()),
        "format": "csv",
        "columns[0].header": "Ref",
        "columns[0].field": "invoice_nummer",
        "columns[1].header": "Both",
        "columns[1].field": "notes",
        "columns[1].constant": "x",
    }
    answer = browser(server, tenant).open("/exports/mappings/new").send("/exports/mappings/new", typed)
    assert answer.status == 400
    assert "There is no field" in answer.words and "either a field or a constant" in answer.words
    assert answer.form("/exports/mappings/new").fields["columns[0].field"] == "invoice_nummer"


def test_every_field_and_format_that_is_suggested_is_taken(tenant: Tenant) -> None:
    body = {"ottimate_company_id": tenant.company(), "name": "All", "format": "csv", "row_per": "split"}
    columns: list[dict[str, str]] = [{"header": name, "field": name} for name in FIELDS]
    days = [{"header": one, "field": "due_date", "format": one} for one in COLUMN_FORMATS if "Y" in one]
    sums = [{"header": one, "field": "amount", "format": one} for one in COLUMN_FORMATS if "Y" not in one]
    answer = tenant.api().post("/v1/export-mappings", json={**body, "columns": columns + days + sums})
    assert answer.status_code == 201, answer.text


def test_a_location_does_not_see_jobs_of_others_and_whoever_may_not_export_sees_none(
    server: Server, tenant: Tenant
) -> None:
    ready_invoice(tenant, ottimate_location_id=tenant.location("park"))
    job = export(tenant)
    assert browser(server, tenant, scope="main").open(path_of(job)).status == 404
    assert browser(server, tenant, role="Invoice Processor - Full").open("/exports").status == 403


def test_another_accounts_job_does_not_exist(server: Server, tenant: Tenant, other_tenant: Tenant) -> None:
    ready_invoice(other_tenant)
    job = export(other_tenant)
    clerk = browser(server, tenant)
    for path in (path_of(job), f"{path_of(job)}/file"):
        assert clerk.open(path).status == 404


def test_a_number_of_the_erp_that_is_too_long_is_refused_in_words(server: Server, tenant: Tenant) -> None:
    one = ready_invoice(tenant)
    here = path_of(sent_export(tenant))
    typed = {f"outcome.{one['invoice_id']}": "acknowledged", f"said.{one['invoice_id']}": "9" * 300}
    refused = browser(server, tenant).open(here).send(f"{here}/acknowledge", typed)
    assert refused.status == 400
    assert "Send at most 200 characters." in refused.words and "length" not in refused.words
