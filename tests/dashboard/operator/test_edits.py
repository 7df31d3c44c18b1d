"""Changing an account with the forms of its page: a plan first, then exactly that."""

from typing import Any

import pytest
from tests.access.doorway import PASSWORD, Doorway
from tests.dashboard.operator.test_operator_pages import browser_of

from harness.browser_client import Seen
from harness.server import Server
from harness.tenants import Tenant
from payables.access.actions.name_operator import name_operator
from payables.access.model.people import Visitor


@pytest.fixture
def operator(server: Server, tenant: Tenant) -> Doorway:
    who = Doorway(server, tenant)
    who.at_door(lambda door: name_operator(door, who.email, Visitor("test"), is_operator=True))
    return who


def edit(operator: Doorway, what: str, typed: dict[str, Any]) -> Seen:
    """The plan that the form leads to."""
    key = operator.tenant.key
    return browser_of(operator).open(f"/operator/accounts/{key}").send(f"/operator/accounts/{key}/edit/{what}", typed)


def apply(planned: Seen) -> Seen:
    done = planned.send("/operator/org-file/apply", {"_password": PASSWORD})
    assert done.status == 200, done.words
    return done


def test_features_and_approvals_are_changed(tenant: Tenant, operator: Doorway) -> None:
    planned = edit(
        operator, "account", {"features": ["approvals"], "approval_mode": "none", "name": "Änderung & Söhne"}
    )
    assert "This makes one change" in planned.words and "approval_mode: single -> none" in planned.words
    apply(planned)
    seen = browser_of(operator).open(f"/operator/accounts/{tenant.key}")
    assert "Änderung & Söhne" in seen.words and "catalog_match, " not in seen.words


def test_a_person_is_added_and_changed_and_invited(tenant: Tenant, operator: Doorway) -> None:
    email = f"New.Person@{tenant.key}.example"
    typed = {"email": email, "first_name": "New", "last_name": "=1+1", "role": "Accounting - Full"}
    apply(edit(operator, "person", {**typed, "locations": [f"{tenant.key}-main"]}))
    seen = browser_of(operator).open(f"/operator/accounts/{tenant.key}")
    assert email in seen.words and "=1+1" in seen.words
    again = edit(operator, "person", {**typed, "email": email.lower(), "role": "Administrator - Full"})
    assert "role: Accounting - Full -> Administrator - Full" in again.words
    assert "create" not in again.words and f"+ person {email.lower()}" not in again.words


def test_companies_locations_groups_and_api_users_are_added(tenant: Tenant, operator: Doorway) -> None:
    key = tenant.key
    company = {
        "key": f"{key}-new",
        "name": "New",
        "currency": "CHF",
        "tax_ids": "CHE-1\n\nCHE-2",
        "own_names": "New AG",
    }
    apply(edit(operator, "company", company))
    apply(edit(operator, "group", {"key": f"{key}-alps", "name": "Alps"}))
    place = {"company": f"{key}-new", "key": f"{key}-peak", "name": "Peak", "group": f"{key}-alps"}
    apply(edit(operator, "location", place))
    user = {"name": "pos", "client": "till", "role": "Invoice Processor - Full", "locations": [f"{key}-peak"]}
    told = apply(edit(operator, "api-user", user))
    assert "payables_sandbox_secret_" in told.words
    words = browser_of(operator).open(f"/operator/accounts/{key}").words
    assert f"{key}-peak · Peak" in words and "CHF" in words and "pos" in words


@pytest.mark.parametrize(
    ("what", "typed"),
    [
        ("company", {"key": "Not A Key", "name": "", "currency": "XXX"}),
        ("company", {"key": "{key}-east", "name": "Twice", "currency": "USD"}),
        ("group", {"key": "a: [b", "name": "x\ny"}),
        ("person", {"email": "none", "first_name": "", "last_name": "", "role": "King"}),
        ("api-user", {"name": "all", "client": "", "role": ""}),
        ("account", {"name": "", "approval_mode": "maybe", "features": ["everything"]}),
    ],
)
def test_what_cannot_be_is_refused_with_reasons_and_changes_nothing(
    tenant: Tenant, operator: Doorway, what: str, typed: dict[str, str]
) -> None:
    before = browser_of(operator).get(f"/operator/accounts/{tenant.key}/org.yaml").text
    seen = edit(
        operator,
        what,
        {name: value.format(key=tenant.key) if isinstance(value, str) else value for name, value in typed.items()},
    )
    assert seen.status == 400 and "line " in seen.words
    assert browser_of(operator).get(f"/operator/accounts/{tenant.key}/org.yaml").text == before


@pytest.mark.parametrize(("what", "status"), [("location", 404), ("nothing", 404)])
def test_what_is_not_there_is_not_found(tenant: Tenant, operator: Doorway, what: str, status: int) -> None:
    client = browser_of(operator)
    token = client.open("/me").form("/me/password").fields["_token"]
    typed = {"_token": token, "company": "none", "key": "x", "name": "x"}
    refused = Seen(client, client.post(f"/operator/accounts/{tenant.key}/edit/{what}", data=typed))
    assert (refused.status, f"/operator/accounts/{tenant.key}/org.yaml" in refused.links) == (status, True)


def test_a_plan_that_is_opened_again_leads_to_the_account(tenant: Tenant, operator: Doorway) -> None:
    seen = browser_of(operator).open(f"/operator/accounts/{tenant.key}/edit/account")
    assert (seen.status, seen.answer.url.path) == (200, f"/operator/accounts/{tenant.key}")


@pytest.mark.parametrize(
    ("what", "name", "value"),
    [("person", "email", "bo@{key}.example"), ("location", "key", "{key}-park"), ("api-user", "name", "editor")],
)
def test_what_goes_out_of_use_goes_alone(tenant: Tenant, operator: Doorway, what: str, name: str, value: str) -> None:
    value = value.format(key=tenant.key)
    client = browser_of(operator)
    page = client.open(f"/operator/accounts/{tenant.key}")
    action = f"/operator/accounts/{tenant.key}/edit/without-{what}"
    form = next(form for form in page.forms if form.action == action and form.fields[name] == value)
    planned = client.send_form(form)
    assert "is not in the file: deactivate" in planned.words
    changes = [line for line in planned.text.splitlines() if "is not in the file" in line]
    assert len(changes) == (2 if what == "api-user" else 1)  # with its client
    apply(planned)
    page = client.open(f"/operator/accounts/{tenant.key}")
    assert [form for form in page.forms if form.action == action and form.fields[name] == value] == []
    assert "inactive" in page.words
