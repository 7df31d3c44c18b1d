"""One form open in two tabs: the later one is told what the earlier one stored, and overwrites nothing."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from harness.approvals import email
from harness.browser_client import Browser, Seen
from harness.coding import make_rule
from harness.dashboard import browser
from harness.dimensions import make_dimension
from harness.invoices import make_invoice, make_vendor
from harness.policies import make_policy
from harness.server import Server
from harness.tenants import Tenant
from payables import dashboard

COLUMNS = [{"header": "Number", "field": "invoice_number"}]


@pytest.fixture
def clerk(server: Server, tenant: Tenant) -> Browser:
    return browser(server, tenant, company="east")


def rule(tenant: Tenant) -> tuple[str, str]:
    make_dimension(tenant, "account", "5100")
    path = f"/mapping-rules/{make_rule(tenant, {'ACCOUNT': '5100'}, sku='S-1')['id']}/edit"
    return path, path


def split_rule(tenant: Tenant) -> tuple[str, str]:
    make_dimension(tenant, "account", "5100")
    splits = [{"percent": 100, "dimensions": {"ACCOUNT": "5100"}}]
    body = {"ottimate_company_id": tenant.company(), "ottimate_vendor_id": make_vendor(tenant)["id"], "splits": splits}
    path = f"/split-rules/{tenant.api().post('/v1/split-rules', json=body).json()['id']}/edit"
    return path, path


def mapping(tenant: Tenant) -> tuple[str, str]:
    body = {"ottimate_company_id": tenant.company(), "name": "Ledger", "format": "csv", "columns": COLUMNS}
    path = f"/exports/mappings/{tenant.api().post('/v1/export-mappings', json=body).json()['id']}"
    return path, path


def policy(tenant: Tenant) -> tuple[str, str]:
    path = f"/policies/{make_policy(tenant, 'Clerk', 'ada')['id']}"
    return path, path


CASES: dict[str, tuple[Any, dict[str, Any], dict[str, Any], str]] = {
    "mapping rule": (rule, {"keyword": "flour"}, {"keyword": "sugar"}, "Changed meanwhile: flour"),
    "split rule": (
        split_rule,
        {"splits[0].memo": "flour"},
        {"splits[0].memo": "sugar"},
        "Changed meanwhile: 100 % ACCOUNT: 5100",
    ),
    "export mapping": (mapping, {"name": "Journal"}, {"name": "Book"}, "Changed meanwhile: Journal"),
    "approval settings": (
        lambda _: ("/approval-settings", "/approval-settings"),
        {"remind_after_hours": "24"},
        {"remind_after_hours": "5"},
        "Changed meanwhile: 24",
    ),
    "coding settings": (
        lambda _: ("/coding-settings", "/coding-settings"),
        {"threshold": "0.95"},
        {"threshold": "0.8"},
        "Changed meanwhile: 0.95",
    ),
    "bank hold": (
        lambda _: ("/bank-changes", "/bank-changes/settings"),
        {"bank_hold_hours": "48"},
        {"bank_hold_hours": "0"},
        "Changed meanwhile: 48",
    ),
    "policy": (policy, {"name": "Large"}, {"name": "Small"}, "Changed meanwhile: Large"),
    "matching": (
        lambda _: ("/matching", "/matching/settings"),
        {"orders_needed": "always"},
        {"orders_needed": "never"},
        "Changed meanwhile: always",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_second_of_two_tabs_is_told_and_stores_nothing(tenant: Tenant, clerk: Browser, case: str) -> None:
    place, first, second, told = CASES[case]
    path, action = place(tenant)
    one, other = clerk.open(path), clerk.open(path)
    assert one.send(action, first).status == 303
    refused = other.send(action, second)
    assert (refused.status, told in refused.words) == (412, True), refused.words[:1500]
    (name, typed), (_, stored) = *second.items(), *first.items()
    assert refused.form(action).fields[name] == typed
    assert clerk.open(path).form(action).fields[name] == stored
    assert refused.send(action).status == 303
    assert clerk.open(path).form(action).fields[name] == typed


def split(tenant: Tenant) -> tuple[str, str]:
    path = f"/invoices/{make_invoice(tenant)['id']}/split"
    return path, f"{path}/save"


def tolerance(tenant: Tenant) -> tuple[str, str]:
    body = {"ottimate_company_id": tenant.company(), "price_percent": 2}
    return "/matching", f"/matching/tolerances/{tenant.api().post('/v1/matching/tolerances', json=body).json()['id']}"


HALVES = {"part.1.share": "50", "part.2.share": "50"}
# Page and form; what another stores meanwhile, the mistake, what is right.
MISTAKES: dict[str, tuple[Any, dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "approval settings": (
        lambda _: ("/approval-settings", "/approval-settings"),
        {"remind_after_hours": "24"},
        {"remind_after_hours": "soon"},
        {"remind_after_hours": "5"},
    ),
    "matching": (
        lambda _: ("/matching", "/matching/settings"),
        {"orders_needed": "always"},
        {"orders_needed": "sometimes"},
        {"orders_needed": "never"},
    ),
    "policy": (policy, {"name": "Others"}, {"min_total": "much"}, {"name": "Mine", "min_total": "5"}),
    "split": (split, HALVES, {**HALVES, "part.2.share": "most"}, {"part.1.share": "40", "part.2.share": "60"}),
    "tolerance": (tolerance, {"price_percent": "3"}, {"price_amount": "much"}, {"price_amount": "5"}),
}


@pytest.mark.parametrize("case", sorted(MISTAKES))
def test_a_mistake_in_between_does_not_make_the_form_newer(tenant: Tenant, clerk: Browser, case: str) -> None:
    place, others, wrong, right = MISTAKES[case]
    path, action = place(tenant)
    one, other = clerk.open(path), clerk.open(path)
    assert one.send(action, others).status == 303
    stored = clerk.open(path).form(action).fields
    mistaken = other.send(action, wrong)
    assert mistaken.status == 400
    told = mistaken.send(action, right)
    assert told.status == 412
    now = clerk.open(path).form(action).fields
    assert seen_of(now) == seen_of(stored)
    assert told.send(action).status == 303


def seen_of(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if not name.startswith("_")}


def test_trying_a_policy_in_between_does_not_make_its_form_newer(tenant: Tenant, clerk: Browser) -> None:
    path, _ = policy(tenant)
    one, other = clerk.open(path), clerk.open(path)
    form = other.form(path)
    form.action = f"{path}/try"
    assert one.send(path, {"approvers": [email(tenant, "ada"), email(tenant, "bo")]}).status == 303
    tried = clerk.send_form(form, {"name": "Mine"})
    assert (tried.status, tried.form(path).fields["name"]) == (200, "Mine")
    told = tried.send(path)
    assert (told.status, "Changed meanwhile: Ada Marsh , Bo Lind" in told.words) == (412, True)
    assert told.form(path).fields["approvers"] == email(tenant, "ada")
    assert told.send(path).status == 303


def test_typed_parts_of_a_split_stand_though_another_took_the_split_away(tenant: Tenant, clerk: Browser) -> None:
    path, action = split(tenant)
    parts = {f"part.{n}.share": "20" for n in range(1, 6)}
    assert clerk.open(path).send(action, parts).status == 303
    one, other = clerk.open(path), clerk.open(path)
    assert one.send(f"{path}/remove").status == 303
    told = other.send(action, {"part.1.share": "much"})
    assert (told.status, told.form(action).fields["part.5.share"]) == (400, "20")
    assert told.send(action, {"part.1.share": "20"}).status == 412


def test_a_list_that_nobody_has_touched_is_not_told_as_changed(tenant: Tenant, clerk: Browser) -> None:
    path = "/approval-settings"
    one, other = clerk.open(path), clerk.open(path)
    assert one.send(path, {"remind_after_hours": "24"}).status == 303
    refused = other.send(path, {"remind_after_hours": "5"})
    assert (refused.status, refused.words.count("Changed meanwhile:")) == (412, 1)


def test_a_comment_beside_a_decision_is_not_told_as_changed(tenant: Tenant, clerk: Browser) -> None:
    invoice = make_invoice(tenant)
    path = f"/invoices/{invoice['id']}"
    page = clerk.open(path)
    assert tenant.api().patch(f"/v1{path}", json={"due_date": "2030-01-01"}).status_code == 200
    refused = page.send(f"{path}/approve", {"comment": "Looks right."})
    assert (refused.status, "Changed meanwhile:" in refused.words) == (412, False)


def test_what_was_left_alone_takes_over_what_the_other_tab_stored(tenant: Tenant, clerk: Browser) -> None:
    one, other = clerk.open("/coding-settings"), clerk.open("/coding-settings")
    assert one.send("/coding-settings", {"learned_coding": None}).status == 303
    told = other.send("/coding-settings", {"threshold": "0.8"})
    assert told.status == 412 and "learned_coding" not in told.form("/coding-settings").fields
    assert told.send("/coding-settings").status == 303
    now = tenant.api().get(f"/v1/coding-settings?ottimate_company_id={tenant.company()}").json()
    assert (now["learned_coding"], now["threshold"]) == (False, 0.8)


def test_a_new_split_rule_takes_no_others_place(tenant: Tenant, clerk: Browser) -> None:
    make_dimension(tenant, "account", "5100")
    vendor = make_vendor(tenant)
    part = {"splits[0].percent": "100", "splits[0].coding[0].type": "account", "splits[0].coding[0].value": "5100"}
    typed = {"erp_vendor_id": vendor["erp_vendor_id"], **part}
    one, other = clerk.open("/split-rules/new"), clerk.open("/split-rules/new")
    assert one.send("/split-rules/new", typed).status == 303
    refused = other.send("/split-rules/new", {**typed, "splits[0].memo": "mine"})
    assert (refused.status, "There is a split rule for this vendor" in refused.words) == (409, True)


def test_a_tolerance_that_somebody_else_changed_is_told(tenant: Tenant, clerk: Browser) -> None:
    body = {"ottimate_company_id": tenant.company(), "price_percent": 2}
    path = f"/matching/tolerances/{tenant.api().post('/v1/matching/tolerances', json=body).json()['id']}"
    one, other = clerk.open("/matching"), clerk.open("/matching")

    def changed(page: Seen, percent: str) -> Seen:
        return page.send(path, {"price_percent": percent})

    assert changed(one, "3").status == 303
    refused = changed(other, "4")
    assert (refused.status, "Changed meanwhile: 3" in refused.words) == (412, True)


# What is deleted, the page with the step that does it, and what another has changed meanwhile.
DELETED: dict[str, tuple[Any, str, dict[str, Any]]] = {
    "mapping rule": (rule, "/mapping-rules", {"keyword": "flour"}),
    "split rule": (split_rule, "/split-rules", {"splits[0].memo": "flour"}),
    "tolerance": (tolerance, "/matching", {"price_percent": "3"}),
}


@pytest.mark.parametrize("case", sorted(DELETED))
def test_what_somebody_else_has_changed_is_not_deleted_unseen(tenant: Tenant, clerk: Browser, case: str) -> None:
    place, page, change = DELETED[case]
    path, action = place(tenant)
    delete = f"{action.removesuffix('/edit')}/delete"
    seen = clerk.open(page)
    assert clerk.open(path).send(action, change).status == 303
    refused = seen.send(delete)
    (changed,) = change.values()
    assert (refused.status, changed in refused.words) == (412, True)
    assert refused.send(delete).status == 303
    assert all(delete not in form.action for form in clerk.open(page).forms)


DASHBOARD = Path(dashboard.__file__).parent
# What is typed into an invoice is laid over what is stored by now, field by field; nothing is typed beside suggestions.
MERGED = {"invoice/line_form.py", "invoice/show.py", "invoice/why.py"}
ONE_BUTTON = {"policies/versions.html"}  # nothing is typed there
# A version as it is answered, in what makes a form with fields (`step` has none).
AS_ANSWERED = re.compile(r"\b(?:hidden|opened|reasoned)\((?:(?!page\.seen\()[^{}%])*?\.etag\b|\{% set etag\b")


def named(folder: str, ending: str) -> list[str]:
    return sorted(str(path.relative_to(DASHBOARD / folder)) for path in (DASHBOARD / folder).rglob(f"*.{ending}"))


@pytest.mark.parametrize("name", named("pages", "py"))
def test_a_form_is_made_for_the_version_that_was_seen(name: str) -> None:
    """Not for the one that is answered while it is shown again."""
    shown = [
        keyword.value
        for node in ast.walk(ast.parse((DASHBOARD / "pages" / name).read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "show"
        for keyword in node.keywords
        if keyword.arg == "etag"
    ]
    newest = [value for value in shown if isinstance(value, ast.Attribute)]
    assert bool(newest) == (name in MERGED)


@pytest.mark.parametrize("name", named("templates", "html"))
def test_a_form_of_one_row_is_made_for_the_version_that_was_seen(name: str) -> None:
    found = AS_ANSWERED.search((DASHBOARD / "templates" / name).read_text())
    assert bool(found) == (name in ONE_BUTTON), found
