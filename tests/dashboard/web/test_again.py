"""Pages that are shown again after a refused step."""

import re
from inspect import Parameter, signature
from pathlib import Path
from typing import Any

import pytest

from harness.dashboard import browser
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant
from payables import dashboard
from payables.dashboard.api import PAGES

STEPS: list[Any] = [page for page in PAGES if page.route.opt.get("again")]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: sorted(step.route.paths)[0])
def test_a_page_that_is_shown_again_finds_its_parts_in_the_path_of_the_step(step: Any) -> None:
    again = step.route.opt["again"]
    handler = getattr(again, "handler", again)
    wanted = [p.name for p in list(signature(handler).parameters.values())[1:] if p.kind is not Parameter.VAR_KEYWORD]
    for path in step.route.paths:
        named = {part.split(":")[0].strip("{") for part in path.split("/") if part.startswith("{")}
        assert set(wanted) <= named
        assert hasattr(again, "takes") or set(wanted) == named


def test_every_step_that_answers_with_a_page_has_one_to_come_back_to() -> None:
    """Its address is the browser's then, to be loaded anew; the others lead on, or answer a script."""
    paths = {path for page in PAGES for path in page.route.paths if "GET" in page.route.http_methods}
    alone = {
        path
        for page in PAGES
        for path in page.route.paths
        if "POST" in page.route.http_methods and not page.route.opt.get("again") and path not in paths
    }
    leading_on = {"/signout", "/notices/{id:str}/open"}
    of_scripts = {"/invoices/{id:str}/look", "/invoices/{id:str}/sums"}
    assert alone == leading_on | of_scripts


TEMPLATES = Path(dashboard.__file__).parent / "templates"


@pytest.mark.parametrize("name", sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")))
def test_links_and_filters_lead_from_the_page_whatever_path_answered(name: str) -> None:
    """A relative one would lead to the path of the step, which answers no GET."""
    text = (TEMPLATES / name).read_text()
    assert 'href="{{ query|' not in text and 'href="?' not in text
    assert [form for form in re.findall(r"<form[^>]*>", text) if 'method="get"' in form and "action=" not in form] == []


def test_a_list_that_is_shown_again_leads_on_to_its_next_page(server: Server, tenant: Tenant) -> None:
    made = [make_invoice(tenant)["invoice_id"] for _ in range(51)]
    page = browser(server, tenant).open("/queue/pending?search=INV")
    told = page.send("/queue/pending/archive", {"invoice": ["999999999"]})
    assert told.status == 200 and "999999999" in told.words
    (forward,) = {link for link in told.links if "page=2" in link}
    assert forward == "/queue/pending?search=INV&page=2"
    assert len(made) - 50 == page.browser.open(forward).text.count('name="invoice"')
