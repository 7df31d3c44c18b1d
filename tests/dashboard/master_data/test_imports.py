"""Importing a file in three steps, and its undo."""

from typing import Any

import pytest

from harness.browser_client import Browser, Seen
from harness.dashboard import browser
from harness.invoices import make_vendor
from harness.server import Server
from harness.tenants import Tenant

GOOD = "erp_vendor_id,erp_vendor_name,email\nX-1,Mill & <b>Sons</b>,a@mill.example\nX-2,Dairy,\n"
MIXED = GOOD + "X-3,Smoke,nobody\n"


def tried(clerk: Browser, tenant: Tenant, text: str | bytes, name: str = "v.csv", **fields: str) -> Seen:
    form = next(form for form in clerk.open("/imports/new").forms if form.action.startswith("/imports/try"))
    data = {**form.fields, "kind": "vendors", "ottimate_company_id": str(tenant.company()), **fields}
    file = text if isinstance(text, bytes) else text.encode()
    return Seen(clerk, clerk.post(form.action, data=data, files={"file": (name, file, "text/csv")}))


def names(tenant: Tenant) -> list[str]:
    return sorted(one["erp_vendor_id"] for one in tenant.api().get("/v1/vendors").json()["vendors"])


def test_a_file_is_looked_at_taken_in_and_undone(server: Server, tenant: Tenant) -> None:
    clerk = browser(server, tenant)
    preview = tried(clerk, tenant, GOOD)
    assert preview.status == 200, preview.words[:500]
    assert "2 new" in preview.words and "Mill & <b>Sons</b>" in preview.words and "<b>" not in preview.text
    assert names(tenant) == []
    done = preview.send("/imports/run")
    assert done.status == 303, done.words[:500]
    shown = done.follow()
    assert ("The file is taken in." in shown.words, names(tenant)) == (True, ["X-1", "X-2"])
    action = next(form.action for form in shown.forms if form.action.endswith("/undo"))
    assert "The import is undone." in shown.send(action).follow().words
    assert names(tenant) == []


def test_faults_stand_beside_their_cells_and_good_rows_can_be_taken_alone(server: Server, tenant: Tenant) -> None:
    preview = tried(browser(server, tenant), tenant, MIXED)
    assert "1 wrong" in preview.words and "Take in the 2 good rows and leave out 1" in preview.words
    assert 'class="wrong">nobody<span class="fault">' in preview.text
    preview.send("/imports/run")
    assert names(tenant) == ["X-1", "X-2"]


def test_what_somebody_has_built_on_stays_and_its_row_says_why(server: Server, tenant: Tenant) -> None:
    shown = tried(browser(server, tenant), tenant, GOOD).send("/imports/run").follow()
    rows = [{"erp_vendor_id": "X-1", "city": "Austin"}]
    tenant.api().post("/v1/vendors/bulk", json={"ottimate_company_id": tenant.company(), "vendors": rows})
    action = next(form.action for form in shown.forms if form.action.endswith("/undo"))
    after = shown.send(action).follow()
    assert "but for what others have built on since" in after.words and "It was changed since the import" in after.words
    assert names(tenant) == ["X-1"]


def test_the_run_that_is_sent_twice_is_done_once(server: Server, tenant: Tenant) -> None:
    clerk = browser(server, tenant)
    form = tried(clerk, tenant, GOOD).form("/imports/run")
    first, second = (clerk.send_form(form) for _ in range(2))
    assert (first.status, second.status) == (303, 303)
    assert "nothing was done twice" in second.follow().words
    assert len(tenant.api().get("/v1/imports").json()["results"]) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "Choose a CSV file."),
        (b"colour\nblue\n", "column"),
        (b"\x00\x01\x02", "column"),
        (("erp_vendor_id,erp_vendor_name\n" + "X,Y\n" * 1001).encode(), "1,000"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_the_choice_is_kept(
    server: Server, tenant: Tenant, text: bytes, told: str
) -> None:
    page = tried(browser(server, tenant), tenant, text, ottimate_company_id=str(tenant.company("west")))
    assert 400 <= page.status < 500, page.words[:300]
    assert told in page.words
    form = next(form for form in page.forms if form.action.startswith("/imports/try"))
    assert form.fields["ottimate_company_id"] == str(tenant.company("west"))


def test_what_is_wrong_with_a_file_stands_beside_its_field(server: Server, tenant: Tenant) -> None:
    page = tried(browser(server, tenant), tenant, b"")
    (field,) = (tag for tag in page.text.split("<input")[1:] if 'aria-invalid="true"' in tag.split(">")[0])
    assert 'type="file"' in field.split(">")[0]


def test_a_formula_in_a_cell_is_wrong_and_shown_as_text(server: Server, tenant: Tenant) -> None:
    preview = tried(browser(server, tenant), tenant, 'erp_vendor_id,erp_vendor_name\nX-1,"=cmd|1"\n')
    assert ("=cmd|1" in preview.words, "1 wrong" in preview.words) == (True, True)
    assert "/imports/run" in [form.action for form in preview.forms]
    assert "Take in" not in preview.words


def test_new_bank_details_in_a_file_are_told_before_they_are_asked_for(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant, iban="DE89370400440532013000")
    text = f"erp_vendor_id,iban\n{vendor['erp_vendor_id']},GB29NWBK60161331926819\n"
    assert "wait for a second person" in tried(browser(server, tenant), tenant, text).words


def test_a_form_of_another_session_is_refused(server: Server, tenant: Tenant) -> None:
    clerk = browser(server, tenant)
    data: dict[str, Any] = {"kind": "vendors", "ottimate_company_id": str(tenant.company())}
    answer = clerk.post("/imports/try?_token=nonsense", data=data, files={"file": ("v.csv", GOOD.encode(), "text/csv")})
    assert 400 <= answer.status_code < 500
    assert names(tenant) == []


def test_whoever_imports_nothing_is_told_so(server: Server, tenant: Tenant) -> None:
    reader = browser(server, tenant, role="Invoice Processor - Read Only")
    assert "Your role imports nothing." in reader.open("/imports/new").words
    assert reader.open("/imports").status == 200


def test_an_import_of_another_company_is_not_there(server: Server, tenant: Tenant) -> None:
    shown = tried(browser(server, tenant), tenant, GOOD).send("/imports/run")
    assert browser(server, tenant, scope="west").open(shown.location or "").status == 404


def test_a_large_file_shows_its_faults_first(server: Server, tenant: Tenant) -> None:
    rows = [f"X-{n},Vendor {n},{'nobody' if n % 300 == 299 else ''}" for n in range(1000)]
    preview = tried(browser(server, tenant), tenant, "erp_vendor_id,erp_vendor_name,email\n" + "\n".join(rows))
    assert ("3 wrong" in preview.words, "more rows are not shown" in preview.words) == (True, True)
    assert preview.text.count('class="wrong"') == 3
