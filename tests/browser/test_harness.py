"""The browser's own instruments see what they are there to see."""

import pytest
from playwright.sync_api import Page

from harness.axe import violations
from harness.chromium import Watch, first_paint, weight
from harness.server import Server
from harness.tenants import Tenant


def test_a_person_who_is_signed_in_sees_the_queue(person: Page) -> None:
    person.goto("/")
    assert person.url.endswith("/queue/needs-attention")
    assert person.locator("h1").count() == 1


def test_a_stranger_is_asked_to_sign_in(open_as, server: Server, watch: Watch) -> None:
    page = open_as(None)
    page.goto("/queue/pending")
    assert "/signin" in page.url


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("() => { throw new Error('broken'); }", "exception"),
        ("() => { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>'); }", "console error"),
        ("() => { fetch('http://192.0.2.1/').catch(() => 0); }", "console error|outside"),
    ],
)
def test_what_goes_wrong_in_a_page_is_seen(person: Page, watch: Watch, script: str, fault: str) -> None:
    person.goto("/queue/pending")
    person.evaluate(f"setTimeout({script}, 0)")
    person.wait_for_timeout(200)
    with pytest.raises(AssertionError, match=fault):
        watch.check()
    watch.faults.clear()


def test_a_button_without_a_name_is_a_violation(person: Page) -> None:
    person.goto("/queue/pending")
    person.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(line.startswith("button-name") for line in violations(person))


def test_weight_and_first_paint_are_measured(person: Page) -> None:
    assert 3_000 < weight(person, "/queue/pending") < 1_000_000
    assert first_paint(person, "/queue/pending") > 0


def test_a_page_reads_without_scripts(open_as, tenant: Tenant) -> None:
    page = open_as(tenant, java_script_enabled=False)
    page.goto("/queue/pending")
    assert page.locator("h1").inner_text().startswith("Pending")
