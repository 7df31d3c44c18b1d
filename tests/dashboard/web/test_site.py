"""What every page is answered with, and what none answers."""

import re
from datetime import timedelta

import pytest

from harness.api import error_of
from harness.dashboard import browser, stranger
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant
from payables.dashboard.web.forms import SMALL
from payables.dashboard.web.replies import see_other
from payables.kit.errors import InvalidFields


def test_a_page_may_load_nothing_from_elsewhere_and_run_nothing_of_its_own(server: Server, tenant: Tenant) -> None:
    answer = browser(server, tenant).get("/queue/pending")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy
    assert (answer.headers["x-frame-options"], answer.headers["cache-control"]) == ("DENY", "no-store")


def test_pages_hold_no_script_no_style_and_no_handler(server: Server, tenant: Tenant) -> None:
    text = browser(server, tenant).get("/queue/pending").text
    assert " style=" not in text and "<style" not in text
    scripts = re.findall(r"<script\b([^>]*)>(.*?)</script>", text, re.DOTALL)
    assert len(scripts) == text.count("<script") > 0
    assert all(' src="/static/' in given and not inside for given, inside in scripts)


def test_static_files_are_kept_for_good_under_an_address_of_their_content(server: Server) -> None:
    client = stranger(server)
    page = client.get("/signin").text
    address = next(part for part in page.split('"') if part.endswith("css/base.css"))
    answer = client.get(address)
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", ["/static/x/../web/site.py", "/static/x/css", "/static/", "/static/x/css/none.css"])
def test_nothing_else_is_served_as_a_static_file(server: Server, path: str) -> None:
    assert stranger(server).get(path).status_code == 404


def test_what_nobody_knows_is_a_page_for_a_browser_and_an_error_body_for_a_client(server: Server) -> None:
    client = stranger(server)
    assert client.get("/no/such/page").headers["content-type"] == "text/html; charset=utf-8"
    assert error_of(client.get("/no/such/page", headers={"accept": "application/json"})) == "no_such_path"


def test_a_page_answers_no_method_that_it_does_not_have(server: Server, tenant: Tenant) -> None:
    answer = browser(server, tenant).put("/queue/pending")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, OPTIONS")


@pytest.mark.parametrize(
    ("form", "page"),
    [
        ("/imports/try?_token=1", "/imports/new"),
        ("/policies/plc_1/try", "/policies/plc_1"),
        ("/matching/tolerances?ottimate_company_id=7&said=saved&of=3&_seal=1", "/matching?ottimate_company_id=7"),
        ("/invoices/7/save?queue=pending&search=a+b", "/invoices/7?queue=pending&search=a+b"),
    ],
)
def test_the_address_of_what_a_form_answered_leads_to_the_page_of_the_form(
    server: Server, tenant: Tenant, form: str, page: str
) -> None:
    answer = browser(server, tenant).get(form)
    assert (answer.status_code, answer.headers["location"]) == (303, page)


def test_a_form_that_is_no_form_is_refused(server: Server, tenant: Tenant) -> None:
    answer = browser(server, tenant).post(
        "/signout", content=b"\xff\xfe&=", headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert (answer.status_code, "Send the form as its page makes it" in answer.text) == (400, True)


def test_nobody_reads_a_large_form_of_a_stranger(server: Server, tenant: Tenant) -> None:
    form = {"email": "a@b.example", "password": "x" * SMALL}
    for path in ("/signin", "/queue/all/archive", "/uploads/send"):
        assert stranger(server).post(path, data=form).status_code == 401
    assert stranger(server).post("/signin", data={**form, "password": "x" * 1000}).status_code in (400, 401, 422)


def test_only_a_form_with_files_may_be_as_large_as_files(server: Server, tenant: Tenant) -> None:
    form = {"note": "x" * (server.settings.max_json_bytes + 1)}
    assert browser(server, tenant).post("/uploads/send", data=form).status_code == 413


@pytest.mark.parametrize("path", ["/uploads/send", "/statements/new"])
def test_a_form_for_files_that_comes_as_something_else_is_refused(server: Server, tenant: Tenant, path: str) -> None:
    client = browser(server, tenant)
    token = client.open("/help").form("/signout").fields["_token"]
    assert client.post(path, data={"_token": token, "a": "b"}).status_code in (400, 415)


def test_a_form_that_is_sent_again_after_an_undo_does_not_say_that_it_did_anything(
    server: Server, tenant: Tenant
) -> None:
    invoice = make_invoice(tenant)
    client = browser(server, tenant)
    path = f"/invoices/{invoice['id']}"
    page = client.open(path)
    assert page.send(f"{path}/archive").location != f"{path}?said=done_before"
    client.open(f"{path}").send(f"{path}/restore")
    server.clock.offset += timedelta(minutes=1)
    again = page.send(f"{path}/archive")
    assert "said=done_before" in (again.location or "") and "nothing was done twice" in again.follow().words
    assert tenant.api().get(f"/v1/invoices/{invoice['id']}").json()["status"] != "archived"


def test_another_account_sees_nothing_of_it(server: Server, tenant: Tenant, other_tenant: Tenant) -> None:
    text = browser(server, other_tenant).get("/queue/all").text
    assert tenant.key not in text


@pytest.mark.parametrize(
    "query", ["&".join(f"a={n}" for n in range(201)), "page=" + "9" * 5000, "of=" + "x" * 4001, "search=%00"]
)
def test_an_address_that_no_page_makes_is_refused(server: Server, tenant: Tenant, query: str) -> None:
    answer = browser(server, tenant).get(f"/queue/pending?{query}")
    assert (answer.status_code, "Use the address as its page makes it" in answer.text) == (400, True)


def test_archiving_keeps_the_filter_and_the_page_of_the_queue(server: Server, tenant: Tenant) -> None:
    number = make_invoice(tenant)["number"]
    page = browser(server, tenant).open(f"/queue/pending?search={number}")
    (form,) = [form for form in page.forms if form.action.startswith("/queue/pending/archive")]
    assert f"search={number}" in form.action


def test_a_number_of_thousands_of_digits_is_refused(server: Server, tenant: Tenant) -> None:
    clerk = browser(server, tenant)
    form = clerk.open("/help").form("/signout")
    answer = clerk.send_form(form, {"hours": "9" * 5000})
    assert (answer.status, "Send at most 4000 digits" in answer.words) == (400, True)
    assert clerk.get("/queue/pending").status_code == 200


@pytest.mark.parametrize("path", ["/queue/all\r\nset-cookie: a=b", "/queue/all\n", "/a b", "/a\x7f"])
def test_nobody_is_led_to_what_is_no_address(path: str) -> None:
    with pytest.raises(InvalidFields):
        see_other(path)


def test_scripts_and_style_sheets_come_compressed_to_whoever_takes_that(server: Server) -> None:
    who = stranger(server)
    address = re.findall(r'href="(/static/[^"]+/css/base.css)"', who.open("/signin").text)[0]
    packed = who.get(address, headers={"accept-encoding": "gzip, br"})
    plain = who.get(address, headers={"accept-encoding": "identity"})
    assert (packed.headers["content-encoding"], packed.headers["vary"]) == ("gzip", "accept-encoding")
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    assert int(packed.headers["content-length"]) * 2 < int(plain.headers["content-length"])
