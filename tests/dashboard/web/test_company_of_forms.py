"""The company that a page is about goes with its forms: shown again after a mistake, they are still of it."""

import re
import sys
from collections.abc import Callable
from inspect import getsource
from pathlib import Path
from typing import Any

import pytest

from harness.catalog_entries import make_entry
from harness.dashboard import browser
from harness.dimensions import make_dimension
from harness.invoices import make_vendor
from harness.server import Server
from harness.tenants import Tenant
from payables import dashboard
from payables.dashboard.api import PAGES

Typed = dict[str, Any]
PART = {"splits[0].percent": "100", "splits[0].coding[0].type": "account", "splits[0].coding[0].value": "5100"}


def rule_typed(tenant: Tenant) -> Typed:
    make_dimension(tenant, "account", "5100", "west")
    return {"erp_vendor_id": make_vendor(tenant, "west")["erp_vendor_id"], **PART}


def rules_of(tenant: Tenant, company: int) -> int:
    return tenant.api().get("/v1/split-rules", params={"ottimate_company_id": company}).json()["count"]


def threshold_of(tenant: Tenant, company: int) -> float:
    return tenant.api().get("/v1/coding-settings", params={"ottimate_company_id": company}).json()["threshold"]


def hold_of(tenant: Tenant, company: int) -> int:
    return tenant.api().get("/v1/vendor-settings", params={"ottimate_company_id": company}).json()["bank_hold_hours"]


# Page, form, what is refused, what is right (of the tenant), and what is stored of a company.
CASES: dict[str, tuple[str, str, Typed, Callable[[Tenant], Typed], Callable[[Tenant, int], Any]]] = {
    "bank hold": (
        "/bank-changes",
        "/bank-changes/settings",
        {"bank_hold_hours": "soon"},
        lambda _: {"bank_hold_hours": "48"},
        hold_of,
    ),
    "coding settings": (
        "/coding-settings",
        "/coding-settings",
        {"threshold": "much"},
        lambda _: {"threshold": "0.95"},
        threshold_of,
    ),
    "split rule": ("/split-rules/new", "/split-rules/new", {"splits[0].percent": "all"}, rule_typed, rules_of),
}


@pytest.mark.parametrize("top_bar", [None, "east"])
@pytest.mark.parametrize("case", sorted(CASES))
def test_a_mistake_does_not_lead_to_another_company(
    server: Server, tenant: Tenant, case: str, top_bar: str | None
) -> None:
    page, action, wrong, right, stored = CASES[case]
    east, west = tenant.company("east"), tenant.company("west")
    before = stored(tenant, east), stored(tenant, west)
    shown = browser(server, tenant, company=top_bar).open(f"{page}?ottimate_company_id={west}")
    typed = right(tenant)
    told = shown.send(action, {**typed, **wrong})
    assert told.status == 400
    done = told.send(action, typed)
    assert done.status == 303, done.words[:1500]
    assert (stored(tenant, east), stored(tenant, west) != before[1]) == (before[0], True)


def test_more_parts_of_a_rule_are_of_the_same_company(server: Server, tenant: Tenant) -> None:
    west = tenant.company("west")
    page = browser(server, tenant).open(f"/split-rules/new?ottimate_company_id={west}")
    longer = page.send("/split-rules/new", {"more_lines": "yes"})
    assert longer.form("/split-rules/new").fields["ottimate_company_id"] == str(west)


TEMPLATES = Path(dashboard.__file__).parent / "templates"
HIDDEN = re.compile(r'type="hidden" name="(?:ottimate_company_id|company)"')


@pytest.mark.parametrize("name", sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")))
def test_a_form_that_says_its_company_unseen_says_it_in_its_address_too(name: str) -> None:
    """Else the page that it is shown on again is about another one."""
    if name == "switch/show.html":  # chooses the one of the top bar
        return
    for form in (TEMPLATES / name).read_text().split('<form method="post"')[1:]:
        if HIDDEN.search(form.split("</form>")[0]):
            assert "ottimate_company_id" in form.split(" data-swap")[0], form[:300]


def is_of_a_company(handler: Any) -> bool:
    """Whether what is done on this page is done for the company of the address."""
    return "company_of(page)" in getsource(sys.modules[handler.handler.__module__])


OF_A_COMPANY = sorted(
    {
        again.path({})
        for page in PAGES
        if (again := page.route.opt.get("again")) and is_of_a_company(page) and "{" not in next(iter(again.route.paths))
    }
)


@pytest.mark.parametrize("path", OF_A_COMPANY)
def test_what_is_done_on_a_page_of_one_company_is_done_for_that_one(server: Server, tenant: Tenant, path: str) -> None:
    make_entry(tenant, make_vendor(tenant, "west"), ottimate_company_id=tenant.company("west"))
    west = f"ottimate_company_id={tenant.company('west')}"
    page = browser(server, tenant).open(f"{path}?{west}")
    own = [form.action for form in page.forms if form.method == "post" and form.action.startswith(path)]
    assert own and all(west in action for action in own), own
