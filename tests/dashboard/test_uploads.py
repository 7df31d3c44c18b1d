"""Sending files, the list of uploads, and what people do with one."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from extraction.papers import pdf
from harness.browser_client import Browser, Seen, plain
from harness.dashboard import browser, stranger
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import finished, paper, sent, upload, uploads, working
from payables.dashboard.web.calls import Calls


@pytest.fixture(scope="module")
def worker(server: Server) -> Iterator[None]:
    with working(server):
        yield


@pytest.fixture
def clerk(server: Server, tenant: Tenant) -> Browser:
    return browser(server, tenant)


def send(clerk: Browser, tenant: Tenant, *files: tuple[str, bytes], location: str | None = None, **headers: str) -> Any:
    """As the form of the page does without scripts."""
    form = next(form for form in clerk.open("/uploads").forms if form.action.startswith("/uploads/send"))
    parts = [("file", file) for file in files]
    data = {"ottimate_location_id": location or str(tenant.location())}
    return clerk.post(form.action, data=data, files=parts, headers=headers)


def test_many_files_are_sent_by_one_form(clerk: Browser, tenant: Tenant) -> None:
    answer = send(clerk, tenant, ("a.pdf", paper()), ("b.pdf", paper()))
    assert (answer.status_code, plain(answer.headers["location"])) == (303, "/uploads?all=true&said=uploaded")
    page = clerk.open(answer.headers["location"])
    assert "The files were accepted" in page.words
    assert "a.pdf" in page.words and "b.pdf" in page.words and "Waiting" in page.words


def test_refused_files_say_why_and_the_others_are_taken(clerk: Browser, tenant: Tenant) -> None:
    answer = send(clerk, tenant, ("good.pdf", paper()), ("bad.gif", b"GIF89a"), ("<b>.pdf", b"nothing"))
    page = Seen(clerk, answer)
    assert page.status == 200
    assert "2 files were not accepted. One other was." in page.words
    assert "bad.gif : The file is not a PDF" in page.words
    assert "<b>.pdf" not in page.text
    assert [row["filename"] for row in uploads(tenant)] == ["good.pdf"]


def test_the_script_is_told_in_json(clerk: Browser, tenant: Tenant) -> None:
    answer = send(clerk, tenant, ("a.pdf", paper()), accept="application/json")
    assert answer.status_code == 200
    [row] = answer.json()["results"]
    assert row["error"] is None
    refused = send(clerk, tenant, ("a.pdf", paper()), location="x", accept="application/json")
    assert refused.status_code == 400
    assert refused.json()["error"].endswith(".")


def test_files_without_the_token_of_the_form_are_refused(clerk: Browser, tenant: Tenant) -> None:
    answer = clerk.post(
        "/uploads/send", data={"ottimate_location_id": str(tenant.location())}, files=[("file", ("a.pdf", paper()))]
    )
    assert answer.status_code == 409
    assert uploads(tenant, all="true") == []


def test_a_stranger_sends_nothing(server: Server, tenant: Tenant) -> None:
    answer = stranger(server).post("/uploads/send", files=[("file", ("a.pdf", paper()))])
    assert answer.status_code in (401, 403)
    assert uploads(tenant, all="true") == []


def test_whoever_only_reads_is_offered_nothing_to_send_or_change(server: Server, tenant: Tenant) -> None:
    id = sent(tenant, paper())
    reader = browser(server, tenant, role="Invoice Processor - Read Only")
    for page in (reader.open("/uploads"), reader.open(f"/uploads/{id}")):
        assert page.status == 200
        assert not [form for form in page.forms if form.action.startswith("/uploads/")]


def test_the_list_shows_the_chosen_location_and_what_is_finished(clerk: Browser, tenant: Tenant) -> None:
    sent(tenant, paper(), "main.pdf")
    sent(tenant, paper(), "park.pdf", location=tenant.location("park"))
    page = clerk.open(f"/uploads?location={tenant.location('park')}")
    assert "park.pdf" in page.words and "main.pdf" not in page.words
    assert clerk.open("/uploads?page=9").status == 200
    assert clerk.open("/uploads?location=x").status == 400


@pytest.mark.usefixtures("worker")
def test_an_upload_shows_its_pages_and_leads_to_its_invoice(clerk: Browser, tenant: Tenant) -> None:
    found = finished(tenant, sent(tenant, paper()))
    page = clerk.open(f"/uploads/{found['id']}")
    assert page.status == 200
    assert f"/invoices/{found['invoice_ids'][0]}" in page.links
    [address] = re.findall(r'<img src="([^"]+)"', page.text)
    assert clerk.get(address.replace("&amp;", "&")).headers["content-type"] == "image/webp"
    assert clerk.get(f"/uploads/{found['id']}/document/1/words").json()["words"]
    file = clerk.get(f"/uploads/{found['id']}/file")
    assert file.headers["content-disposition"].startswith("attachment")


@pytest.mark.usefixtures("worker")
def test_what_became_of_each_file_is_told_with_the_invoice_and_its_queue(clerk: Browser, tenant: Tenant) -> None:
    page_of_paper = paper()
    read, broken = sent(tenant, page_of_paper, "a.pdf"), sent(tenant, b"%PDF-1.7 nothing", "broken.pdf")
    again = sent(tenant, page_of_paper, "again.pdf")
    ids = [finished(tenant, id)["id"] for id in (read, broken, again)]
    told = {row["id"]: row for row in clerk.get(f"/uploads/outcomes?of={','.join(ids)}").json()["results"]}
    assert set(told) == set(ids)
    [invoice] = tenant.api().get("/v1/invoices").json()["results"]
    [link] = told[read]["links"]
    assert link["href"].startswith(f"/invoices/{invoice['id']}?queue=") and str(invoice["number"]) in link["text"]
    assert told[read]["states"] == [link["text"].rsplit(", ", 1)[1]]
    assert told[broken]["bad"] and "damaged" in told[broken]["why"]
    assert told[again]["states"] == ["Sent before"]
    assert told[again]["links"] == [{"href": f"/uploads/{read}", "text": "Show the first"}]
    page = clerk.open("/uploads?all=true")
    assert str(invoice["number"]) in page.words and "Invoice 1" not in page.words
    assert link["href"] in page.links


def test_of_a_file_on_its_way_and_of_strangers_nothing_is_told(
    server: Server, tenant: Tenant, other_tenant: Tenant
) -> None:
    id = sent(tenant, paper())
    [row] = browser(server, tenant).get(f"/uploads/outcomes?of={id},x").json()["results"]
    assert row["states"] == [] and row["links"] == []
    assert browser(server, other_tenant).get(f"/uploads/outcomes?of={id}").json()["results"] == []


@pytest.mark.usefixtures("worker")
def test_a_failed_file_says_why_and_is_tried_again(clerk: Browser, tenant: Tenant) -> None:
    id = sent(tenant, b"%PDF-1.7 nothing", "broken.pdf")
    assert finished(tenant, id)["status"] == "failed"
    assert "The file is damaged or incomplete" in clerk.open("/uploads").words
    page = clerk.open(f"/uploads/{id}")
    assert "broken.pdf cannot be shown" in page.words
    after = page.send(f"/uploads/{id}/retry").follow()
    assert "The file is read again." in after.words
    assert finished(tenant, id)["status"] == "failed"


@pytest.mark.usefixtures("worker")
def test_a_file_is_divided_and_made_whole_again(clerk: Browser, tenant: Tenant) -> None:
    id = sent(tenant, pdf(pages=3), "stack.pdf")
    finished(tenant, id)
    page = clerk.open(f"/uploads/{id}")
    done = page.send(f"/uploads/{id}/split", {"begins": ["2"]})
    assert done.location == f"/uploads/{id}?said=upload_split"
    assert [part["pages"] for part in finished(tenant, id)["parts"]] == [[1], [2, 3]]
    divided = clerk.open(f"/uploads/{id}")
    assert "Its 2 documents" in divided.words
    assert divided.form(f"/uploads/{id}/split").fields["begins"] == "2"
    assert divided.send(f"/uploads/{id}/undo").status == 303
    assert len(upload(tenant, id)["parts"]) < 2


@pytest.mark.usefixtures("worker")
def test_files_are_put_together_in_the_order_in_which_they_were_sent(clerk: Browser, tenant: Tenant) -> None:
    first, second = (sent(tenant, paper(), name) for name in ("first.pdf", "second.pdf"))
    for id in (first, second):
        finished(tenant, id)
    page = clerk.open("/uploads?all=true")
    done = page.send("/uploads/merge", {"upload": [second, first]})
    assert done.location == f"/uploads/{first}?said=upload_merged"
    assert upload(tenant, second)["merged_into"] == first
    alone = page.send("/uploads/merge", {"upload": [first]}).follow()
    assert "Select two files or more" in alone.words


@pytest.mark.usefixtures("worker")
def test_an_upload_is_deleted_and_gone(clerk: Browser, tenant: Tenant) -> None:
    id = sent(tenant, paper())
    finished(tenant, id)
    done = clerk.open(f"/uploads/{id}").send(f"/uploads/{id}/delete")
    assert done.location == f"/uploads?said=upload_deleted&of={id}"
    assert clerk.open(f"/uploads/{id}").status == 404


@pytest.mark.usefixtures("worker")
def test_a_deleted_upload_comes_back_by_undo(clerk: Browser, tenant: Tenant) -> None:
    found = finished(tenant, sent(tenant, paper()))
    deleted = clerk.open(f"/uploads/{found['id']}").send(f"/uploads/{found['id']}/delete").follow()
    assert invoice_state(tenant, found) == "archived"
    back = deleted.send(f"/uploads/{found['id']}/restore")
    assert back.location == f"/uploads/{found['id']}?said=upload_restored"
    assert "The upload is back" in back.follow().words
    assert invoice_state(tenant, found) != "archived"
    again = deleted.send(f"/uploads/{found['id']}/restore")
    assert (again.status, again.location) == (303, back.location)


def invoice_state(tenant: Tenant, found: Any) -> str:
    (id,) = found["invoice_ids"]
    return tenant.api().get(f"/v1/invoices/{id}").json()["status"]


@pytest.mark.usefixtures("worker")
def test_what_the_api_refuses_is_told_on_the_page(clerk: Browser, tenant: Tenant) -> None:
    found = finished(tenant, sent(tenant, paper()))
    tenant.api().post(f"/v1/invoices/{found['invoice_ids'][0]}/comments", json={"text": "Looked at."})
    page = clerk.open(f"/uploads/{found['id']}").send(f"/uploads/{found['id']}/delete")
    assert page.status == 409
    assert "has been worked on" in page.words


def test_others_find_nothing(server: Server, tenant: Tenant, other_tenant: Tenant) -> None:
    id = sent(tenant, paper())
    stranger_here = browser(server, other_tenant)
    for path in (f"/uploads/{id}", f"/uploads/{id}/file", f"/uploads/{id}/document/1"):
        assert stranger_here.get(path).status_code == 404


def test_the_token_of_an_address_is_good_for_that_address_alone(clerk: Browser, tenant: Tenant) -> None:
    token = re.search(r"/uploads/send\?_token=([0-9a-f]+)", clerk.open("/uploads").text)
    assert token
    own = clerk.open("/me").form("/me/password").fields["_token"]
    assert token[1] != own
    data, file = {"ottimate_location_id": str(tenant.location())}, [("file", ("a.pdf", paper()))]
    assert clerk.post(f"/uploads/send?_token={own}", data=data, files=file).status_code == 409
    assert clerk.post(f"/imports/try?_token={token[1]}", data=data, files=file).status_code == 409
    assert clerk.post("/me/sessions/end-others", data={"_token": token[1]}).status_code == 409
    assert uploads(tenant, all="true") == []
    assert clerk.post(f"/uploads/send?_token={token[1]}", data=data, files=file).status_code < 400


def test_a_file_is_told_of_however_many_were_sent_since(
    clerk: Browser, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    call = Calls.call

    async def counted(calls: Calls, method: str, path: str, *args: Any, **named: Any) -> Any:
        asked.append(path)
        return await call(calls, method, path, *args, **named)

    ids = [sent(tenant, paper()) for _ in range(3)]
    monkeypatch.setattr(Calls, "call", counted)
    told = clerk.get(f"/uploads/outcomes?of={ids[0]},01a2003b-ae22-718e-ab9f-625bb919e165").json()["results"]
    assert ([row["id"] for row in told], asked.count("/v1/invoices/uploads")) == ([ids[0]], 1)
