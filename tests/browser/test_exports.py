"""Exports and integration in a real browser: by keyboard, in every look, without scripts."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from browser.conftest import OpenAs
from harness.axe import assert_accessible
from harness.chromium import Watch, weight
from harness.exports import export, job_of, ready_invoices, sent_export
from harness.request_log import flush
from harness.tenants import Tenant

HEAVIEST = 150_000


@pytest.fixture
def busy(tenant: Tenant) -> Tenant:
    """An account with something on each of these pages."""
    ready_invoices(tenant, 2)
    sent_export(tenant)
    ready_invoices(tenant, 1)
    tenant.api().post("/v1/api-keys", json={"label": "Night sync"})
    tenant.api("reader").post("/v1/vendors", json={"erp_vendor_name": "Jane"})
    flush(tenant.server)
    return tenant


def job_path(tenant: Tenant) -> str:
    return f"/exports/{tenant.api().get('/v1/exports').json()['results'][0]['id']}"


def request_path(tenant: Tenant) -> str:
    newest = tenant.api().get("/v1/request-log", params={"status": "4xx"}).json()["results"][0]
    return f"/integration/requests/{newest['request_id']}"


PAGES: dict[str, Callable[[Tenant], str]] = {
    "exports": lambda _: "/exports",
    "job": job_path,
    "stuck": lambda _: "/exports/stuck",
    "mappings": lambda _: "/exports/mappings",
    "mapping": lambda _: "/exports/mappings/new",
    "integration": lambda _: "/integration",
    "requests": lambda _: "/integration/requests",
    "request": request_path,
    "history": lambda _: "/history",
    "head": lambda _: "/history/head",
}


def test_pages_are_accessible_and_light(open_as: OpenAs, busy: Tenant, look: str) -> None:
    tab = open_as(busy, look=look)
    for name, path in PAGES.items():
        address = path(busy)
        assert weight(tab, address) < HEAVIEST, name
        for folded in tab.locator("main details").all():
            folded.evaluate("element => { element.open = true; }")
        assert_accessible(tab)
        wider = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{name} is {wider} px wider than the window"


def test_an_export_is_made_downloaded_and_answered_by_keyboard(open_as: OpenAs, tenant: Tenant, tmp_path: Path) -> None:
    ready_invoices(tenant, 2)
    tab = open_as(tenant, company="east")
    tab.goto("/exports")
    tab.keyboard.press("c")
    expect(tab.locator("#said")).to_contain_text("The export is made")
    with tab.expect_download() as download:
        tab.keyboard.press("e")
    assert download.value.suggested_filename.endswith(".csv")
    assert (tmp_path / "file.csv").parent.exists() and download.value.failure() is None
    expect(tab.locator("h1")).to_contain_text("Sent")
    tab.get_by_role("button", name="Save the answers").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("#said")).to_contain_text("the export is finished")
    job = tenant.api().get("/v1/exports").json()["results"][0]
    assert job_of(tenant, job)["state"] == "acknowledged"


def test_a_key_pressed_before_an_answer_listens_counts_when_it_does(open_as: OpenAs, tenant: Tenant) -> None:
    """What the key does on a page whose scripts are there: the browser's own download would leave the page as it was."""
    ready_invoices(tenant, 1)
    tab = open_as(tenant, company="east")
    held: list[Route] = []
    tab.route("**/js/fetch_file.js", lambda route: held.append(route))
    tab.goto("/exports")
    with tab.expect_request("**/js/fetch_file.js"):
        tab.keyboard.press("c")
    expect(tab.locator("main[aria-busy=true] [data-key=e]")).to_be_visible()
    tab.keyboard.press("e")
    with tab.expect_download():
        held[0].continue_()
    expect(tab.locator("h1")).to_contain_text(re.compile(r"\bSent\b"))


def test_a_doubt_is_told_and_resolved(open_as: OpenAs, tenant: Tenant) -> None:
    ready_invoices(tenant, 1)
    job = sent_export(tenant)
    tab = open_as(tenant)
    tab.goto(f"/exports/{job['id']}")
    tab.locator("summary", has_text="Mark as uncertain").click()
    reason = tab.locator("form[action$='/uncertain'] input[name=reason]")
    reason.fill("The line broke.")
    reason.press("Enter")
    expect(tab.locator("h1")).to_contain_text("Uncertain")
    tab.locator("summary", has_text="Say what was found out").click()
    tab.get_by_label("In the ERP it").select_option("did_not_arrive")
    how = tab.get_by_label("How was it found out?")
    how.fill("Looked into the ledger.")
    how.press("Enter")
    expect(tab.locator("h1")).to_contain_text("Failed")


def test_a_secret_is_copied_and_then_gone(open_as: OpenAs, tenant: Tenant) -> None:
    tab = open_as(tenant, permissions=["clipboard-read", "clipboard-write"])
    tab.goto("/integration")
    tab.locator("summary", has_text="New API key").click()
    label = tab.get_by_label("Label").locator("visible=true")
    label.fill("Night sync")
    label.press("Enter")
    expect(tab.locator("main")).to_contain_text("shown only now")
    shown = tab.locator("#api-key").input_value()
    tab.get_by_role("button", name="Copy").click()
    expect(tab.get_by_role("button", name="Copied")).to_be_visible()
    assert tab.evaluate("navigator.clipboard.readText()") == shown
    tab.get_by_text("I have copied it").click()
    expect(tab.locator("h1")).to_have_text("Integration")
    assert shown not in tab.content()
    tab.go_back()
    assert shown not in tab.content()
    tab.reload()
    assert shown not in tab.content()


def test_without_scripts_everything_is_read_and_made(open_as: OpenAs, tenant: Tenant) -> None:
    ready_invoices(tenant, 1)
    tab = open_as(tenant, java_script_enabled=False, company="east")
    tab.goto("/exports")
    tab.get_by_role("button", name="Make an export").click()
    assert "/exports/" in tab.url
    assert "The export is made" in tab.locator("main").inner_text()
    tab.goto("/integration")
    tab.locator("summary", has_text="New API key").click()
    tab.locator("form[action='/integration/keys'] input[name=label]").fill("Night sync")
    tab.get_by_role("button", name="Make the key").click()
    assert tab.locator("#api-key").input_value().startswith("payables_sandbox_key_")


def test_two_tabs_of_one_job(open_as: OpenAs, tenant: Tenant, watch: Watch) -> None:
    """What the other tab has done is said, and nothing is done twice."""
    watch.expected.append("status of 409")
    ready_invoices(tenant, 1)
    job = export(tenant)
    one, two = open_as(tenant), open_as(tenant)
    for tab in (one, two):
        tab.goto(f"/exports/{job['id']}")
        tab.locator("summary", has_text="Cancel").click()
    cancel(one)
    expect(one.locator("#said")).to_contain_text("cancelled")
    cancel(two)
    expect(two.locator("[role=alert]")).to_contain_text("This was not done")
    expect(two.locator("h1")).to_contain_text("Failed")


def cancel(tab: Page) -> None:
    tab.locator("form[action$='/cancel'] button.primary").click()
