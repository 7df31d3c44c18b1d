"""Files that the worker fetches from addresses (contract section 3.3, image_urls)."""

import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any
from uuid import UUID

import pytest

from extraction.papers import encoded, scan
from harness.api import Api, fields_of
from harness.batches import ran, row
from harness.invoices import make_invoice, status_of
from harness.server import Server
from harness.tenants import Tenant
from harness.trail import trail
from harness.web import HOST, Page, Web, serving
from harness.worker import paper, working
from payables.invoices.actions.join_file import join_file
from payables.invoices.actions.keep_files import keep_files
from payables.invoices.queries import records
from payables.invoices.rules.images import SentImage


@pytest.fixture(scope="module")
def served() -> Iterator[Web]:
    with serving() as web:
        yield web


@pytest.fixture
def web(served: Web) -> Web:
    served.pages.clear()
    served.asked.clear()
    served.pages["/one.pdf"] = Page(paper())
    served.pages["/two.png"] = Page(encoded(scan(), "PNG"))
    return served


@pytest.fixture
def worker(server: Server, web: Web) -> Iterator[None]:
    with working(server, web.outside()):
        yield


def url(path: str) -> str:
    return f"https://{HOST}{path}"


def detail(tenant: Tenant, invoice: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}").json()


def codes(invoice: dict[str, Any]) -> list[str]:
    return [reason["code"] for reason in invoice["reasons"]]


def settled(
    tenant: Tenant, invoice: dict[str, Any], until: Callable[[dict[str, Any]], bool] | None = None
) -> dict[str, Any]:
    """The invoice once nothing is being fetched for it any more."""
    deadline = time.monotonic() + 120
    while True:
        found = detail(tenant, invoice)
        if until(found) if until else "images_pending" not in codes(found):
            return found
        assert time.monotonic() < deadline, found["reasons"]
        time.sleep(0.05)


def patched(tenant: Tenant, invoice: dict[str, Any], **changes: Any) -> dict[str, Any]:
    answer = tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=changes)
    assert answer.status_code == 200, answer.text
    return answer.json()


def download(api: Api, image: dict[str, Any]) -> bytes:
    return api.get(image["url"]).content


@pytest.mark.usefixtures("worker")
def test_an_invoice_waits_for_its_files_and_goes_on_with_them(tenant: Tenant, web: Web) -> None:
    created = make_invoice(tenant, image_urls=[url("/one.pdf?signature=hush"), url("/two.png")])
    assert (created["status"], codes(created), created["images"]) == ("needs-attention", ["images_pending"], [])
    found = settled(tenant, created)
    assert found["status"] == "pending-approval"
    assert [(image["filename"], image["media_type"]) for image in found["images"]] == [
        ("one.pdf", "application/pdf"),
        ("two.png", "image/png"),
    ]
    assert download(tenant.api(), found["images"][0]) == web.pages["/one.pdf"].body
    assert (HOST, "/one.pdf?signature=hush") in web.asked


def test_nothing_is_fetched_inside_the_request(tenant: Tenant, web: Web) -> None:
    make_invoice(tenant, image_urls=[url("/one.pdf")])
    assert web.asked == []


def test_nobody_approves_what_is_still_to_come(tenant: Tenant) -> None:
    created = make_invoice(tenant, image_urls=[url("/one.pdf")])
    answer = tenant.api("second").post(f"/v1/invoices/{created['id']}/approve", json={})
    assert answer.status_code == 409


def test_the_present_files_stay_until_all_new_ones_are_there(server: Server, tenant: Tenant, web: Web) -> None:
    created = make_invoice(tenant)
    patched(tenant, created, raw_images=[{"filename": "old.pdf", "data": base64(paper())}])
    waiting = patched(tenant, created, image_urls=[url("/one.pdf"), url("/two.png")])
    assert [image["filename"] for image in waiting["images"]] == ["old.pdf"]
    with working(server, web.outside()):
        assert [image["filename"] for image in settled(tenant, created)["images"]] == ["one.pdf", "two.png"]


def base64(data: bytes) -> str:
    return b64encode(data).decode()


def test_other_files_start_approvals_over(server: Server, new_tenant: Callable[..., Tenant], web: Web) -> None:
    tenant = new_tenant(allow_self_approval="true")
    created = make_invoice(tenant)
    assert tenant.api("second").post(f"/v1/invoices/{created['id']}/approve", json={}).status_code == 200
    before = status_of(tenant, created)
    patched(tenant, created, image_urls=[url("/one.pdf")])
    with working(server, web.outside()):
        found = settled(tenant, created)
    assert before in ("approved", "ready-for-export")
    assert found["status"] == "pending-approval"
    assert found["approved_date"] is None


def test_the_very_same_files_leave_an_approval_alone(
    server: Server, new_tenant: Callable[..., Tenant], web: Web
) -> None:
    tenant = new_tenant(approval_mode="none")
    created = make_invoice(tenant, image_urls=[url("/one.pdf")])
    with working(server, web.outside()):
        first = settled(tenant, created)
        patched(tenant, created, image_urls=[url("/one.pdf")])
        again = settled(tenant, created)
    assert first["status"] == again["status"] == "ready-for-export"


@pytest.mark.usefixtures("worker")
def test_a_file_that_cannot_be_fetched_is_a_reason_without_its_address(tenant: Tenant) -> None:
    created = make_invoice(tenant, image_urls=[url("/hush"), url("/gone.pdf?token=hush")])
    found = settled(tenant, created)
    secret, reason = found["reasons"]
    assert "The file file (image_urls[0]) could not be fetched." in secret["message"]
    assert (reason["code"], reason["field"]) == ("image_failed", "image_urls")
    assert "gone.pdf (image_urls[1])" in reason["message"] and "404" in reason["message"]
    assert (found["status"], found["images"]) == ("needs-attention", [])
    assert "hush" not in tenant.api().get(f"/v1/invoices/{created['id']}?expand=history").text
    assert "hush" not in str(trail(tenant, "invoice"))


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("answer", [[], "raw", "urls"])
def test_a_failed_file_is_answered_by_saying_what_the_files_are(tenant: Tenant, answer: Any) -> None:
    created = make_invoice(tenant, image_urls=[url("/gone.pdf")])
    settled(tenant, created)
    assert codes(patched(tenant, created, invoice_number="another")) == ["image_failed"]
    if answer == "raw":
        patched(tenant, created, raw_images=[{"filename": "one.pdf", "data": base64(paper())}])
    else:
        patched(tenant, created, image_urls=[url("/one.pdf")] if answer == "urls" else [])
    found = settled(tenant, created)
    assert (found["status"], codes(found)) == ("pending-approval", [])
    assert len(found["images"]) == (0 if answer == [] else 1)


def test_files_that_are_sent_meanwhile_go_before_those_still_to_be_fetched(
    server: Server, tenant: Tenant, web: Web
) -> None:
    created = make_invoice(tenant, image_urls=[url("/one.pdf")])
    assert codes(patched(tenant, created, image_urls=[])) == []
    with working(server, web.outside()):
        other = make_invoice(tenant, image_urls=[url("/two.png")])
        settled(tenant, other)
    assert detail(tenant, created)["images"] == []
    assert [target for _, target in web.asked] == ["/two.png"]


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("body", [b"<html>no invoice</html>", b"MZ\x90\x00", b"", b"II*\x00 a tiff"])
def test_what_is_no_picture_or_pdf_is_not_taken_whatever_it_is_called(tenant: Tenant, web: Web, body: bytes) -> None:
    web.pages["/page.pdf"] = Page(body, headers={"Content-Type": "application/pdf"})
    found = settled(tenant, make_invoice(tenant, image_urls=[url("/page.pdf")]))
    assert codes(found) == ["image_failed"]


@pytest.mark.usefixtures("worker")
def test_a_file_without_a_telling_name_gets_one_by_its_content(tenant: Tenant, web: Web) -> None:
    web.pages["/download"] = web.pages["/two.png"]
    web.pages["/"] = web.pages["/one.pdf"]
    found = settled(tenant, make_invoice(tenant, image_urls=[url("/download"), url("/?id=7")]))
    assert [image["filename"] for image in found["images"]] == ["file.png", "file.pdf"]


def test_a_host_that_is_busy_is_asked_again(server: Server, tenant: Tenant, web: Web) -> None:
    web.pages["/one.pdf"].failures = 1
    created = make_invoice(tenant, image_urls=[url("/one.pdf")])
    with working(server, web.outside()):
        until(lambda: len(web.asked) == 1)
        assert codes(detail(tenant, created)) == ["images_pending"]
        assert len(settled(tenant, created)["images"]) == 1
    assert len(web.asked) == 2


def test_a_host_that_is_always_busy_is_a_reason_in_the_end(server: Server, tenant: Tenant, web: Web) -> None:
    web.pages["/one.pdf"].failures = 100
    created = make_invoice(tenant, image_urls=[url("/one.pdf")])

    async def nearly_worn_out() -> None:
        async with server.database.transaction(tenant.account_id) as tx:
            await tx.execute("UPDATE image_fetches SET attempts = 5 WHERE account_id = $1", tx.account_id)

    server.run(nearly_worn_out())
    with working(server, web.outside()):
        assert codes(settled(tenant, created)) == ["image_failed"]
    assert len(web.asked) == 1


def test_a_fetch_that_its_worker_did_not_survive_is_done_again(server: Server, tenant: Tenant, web: Web) -> None:
    created = make_invoice(tenant, image_urls=[url("/one.pdf")])

    async def taken_and_died() -> None:
        async with server.database.transaction(tenant.account_id) as tx:
            sql = "UPDATE image_fetches SET status = 'running', attempts = 1, leased_until = $2 WHERE account_id = $1"
            await tx.execute(sql, tx.account_id, tx.now)
        async with server.database.operator() as connection:
            await connection.execute("DELETE FROM pgqueuer")

    server.run(taken_and_died())
    with working(server, web.outside()):
        assert len(settled(tenant, created)["images"]) == 1


def test_a_name_that_leads_inside_is_not_fetched(server: Server, tenant: Tenant, web: Web) -> None:
    created = make_invoice(tenant, image_urls=[url("/one.pdf")])
    with working(server, web.outside(allowed=())):
        [reason] = settled(tenant, created)["reasons"]
    assert "public" in reason["message"]
    assert web.asked == []


def test_slow_hosts_of_one_account_leave_room_for_others(
    server: Server, tenant: Tenant, other_tenant: Tenant, web: Web
) -> None:
    seen = Event()
    web.pages["/slow.pdf"] = Page(paper(), slow=0.1, until=seen)
    slow = [make_invoice(tenant, image_urls=[url("/slow.pdf")] * 4) for _ in range(3)]
    with working(server, web.outside(deadline_seconds=55)):
        until(lambda: len(web.asked) >= 3)
        settled(other_tenant, make_invoice(other_tenant, image_urls=[url("/one.pdf")]))
        assert [codes(detail(tenant, each)) for each in slow] == [["images_pending"]] * 3
        assert sum(target == "/slow.pdf" for _, target in web.asked) == 3
        seen.set()


@pytest.mark.usefixtures("worker")
def test_an_import_fetches_files_too(tenant: Tenant) -> None:
    [result] = ran(tenant, [row(tenant, image_urls=[url("/one.pdf")])])
    assert len(settled(tenant, result["result"])["images"]) == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/a.pdf",
        "https://localhost/a.pdf",
        "https://0x7f000001/a.pdf",
        "https://2130706433/a.pdf",
        "https://0177.0.0.1/a.pdf",
        "https://127.1/a.pdf",
        "https://[::1]/a.pdf",
        "https://[::ffff:127.0.0.1]/a.pdf",
        "https://[::ffff:7f00:1]/a.pdf",
        "https://0.0.0.0/a.pdf",
        "https://１２７.０.０.１/a.pdf",
        "https://127.0.0.1./a.pdf",
        "https://%31%32%37.0.0.1/a.pdf",
        "https://public.example@127.0.0.1/a.pdf",
        "https://169.254.169.254/latest",
        "http://files.example.com/a.pdf",
        "",
        7,
        None,
    ],
)
def test_an_address_inside_is_refused_at_once_and_nothing_is_changed(tenant: Tenant, address: Any) -> None:
    invoice = make_invoice(tenant)
    for answer in (
        tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"image_urls": [url("/one.pdf"), address]}),
        tenant.api().post("/v1/invoices", json={**row(tenant), "image_urls": [url("/one.pdf"), address]}),
    ):
        assert (answer.status_code, [*fields_of(answer)]) == (400, ["image_urls[1]"])
    assert detail(tenant, invoice) == invoice


def test_too_many_addresses_or_both_ways_at_once_are_refused(tenant: Tenant) -> None:
    path = f"/v1/invoices/{make_invoice(tenant)['id']}"
    many = tenant.api().patch(path, json={"image_urls": [url("/one.pdf")] * 21})
    assert fields_of(many) == {"image_urls": "too_many_files"}
    raw = [{"filename": "a.pdf", "data": base64(paper())}]
    both = tenant.api().patch(path, json={"image_urls": [url("/one.pdf")], "raw_images": raw})
    assert fields_of(both) == {"image_urls": "conflicting_files"}
    assert fields_of(tenant.api().patch(path, json={"image_urls": "all"})) == {"image_urls": "invalid"}


def test_what_is_not_wanted_any_more_is_not_put_there_even_if_it_was_being_fetched(
    server: Server, tenant: Tenant, web: Web
) -> None:
    replaced = Event()
    web.pages["/slow.pdf"] = Page(paper(), slow=0.1, until=replaced)
    created = make_invoice(tenant, image_urls=[url("/slow.pdf")])
    with working(server, web.outside()):
        until(lambda: bool(web.asked))
        patched(tenant, created, image_urls=[url("/two.png")])
        found = settled(tenant, created)
        replaced.set()  # the worker ends when the rest has come and was looked at
    assert [image["filename"] for image in found["images"]] == ["two.png"]
    assert detail(tenant, created)["images"] == found["images"]


def test_a_document_that_joins_meanwhile_stays(server: Server, tenant: Tenant, web: Web) -> None:
    created = make_invoice(tenant, image_urls=[url("/one.pdf")])

    async def join() -> None:
        async with server.database.transaction(tenant.account_id) as tx:
            [image] = await keep_files(tx, server.parts.files, [SentImage("paper.pdf", "application/pdf", paper())])
            invoice = await records.load_for_work(tx, UUID(created["id"]))
            await join_file(tx, invoice, image, "paper.pdf", "single")

    server.run(join())
    with working(server, web.outside()):
        found = settled(tenant, created)
    assert [image["filename"] for image in found["images"]] == ["one.pdf", "paper.pdf"]


def test_an_archived_invoice_gets_its_files_and_stays_archived(server: Server, tenant: Tenant, web: Web) -> None:
    created = make_invoice(tenant, image_urls=[url("/one.pdf")])
    path = f"/v1/invoices/{created['id']}"
    assert tenant.api().post(f"{path}/archive", json={}).status_code == 200
    with working(server, web.outside()):
        found = settled(tenant, created)
    assert (found["status"], len(found["images"])) == ("archived", 1)
    assert tenant.api().post(f"{path}/restore", json={}).status_code == 200
    assert status_of(tenant, created) == "pending-approval"


def test_an_invoice_that_is_restored_while_files_are_missing_still_waits_for_them(tenant: Tenant) -> None:
    created = make_invoice(tenant, image_urls=[url("/one.pdf")])
    for verb in ("archive", "restore"):
        assert tenant.api().post(f"/v1/invoices/{created['id']}/{verb}", json={}).status_code == 200
    assert codes(detail(tenant, created)) == ["images_pending"]


def until(true: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)
