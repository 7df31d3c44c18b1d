"""Nobody approves what they made, listed on a policy or not; a policy that cannot be completed says so."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.api import error_of
from harness.entered import enter_for
from harness.inside import inside
from harness.invoices import status_of
from harness.policies import approve_as, chain_of, make_policy, person, records_of
from harness.tenants import Tenant
from payables.access import queries as access


@pytest.fixture
def advanced(new_tenant: Callable[..., Tenant]) -> Tenant:
    return new_tenant(approval_mode="advanced")


def entered_by(tenant: Tenant, name: str) -> dict[str, Any]:
    """An invoice that came with an upload of this person."""
    (user,) = inside(tenant, access.named_users, [person(tenant, name)["email"]])
    return enter_for(tenant, user.id, approval_mode="advanced")


def test_of_any_the_others_decide(advanced: Tenant) -> None:
    make_policy(advanced, "Either", "ada", "bo")
    invoice = entered_by(advanced, "ada")
    assert chain_of(advanced, invoice) == [("Either", 0, "bo", "waiting")]
    own = approve_as(advanced, invoice, "ada")
    assert (own.status_code, error_of(own)) == (403, "own_entry")
    assert approve_as(advanced, invoice, "bo").json()["status"] == "ready-for-export"


def test_of_all_the_policy_is_in_error(advanced: Tenant) -> None:
    make_policy(advanced, "Both", "ada", "bo", needs="all")
    invoice = entered_by(advanced, "ada")
    (record,) = records_of(advanced, invoice)
    assert "Ada Marsh entered this" in record["error"]
    assert approve_as(advanced, invoice, "bo").json()["status"] == "pending-approval"
    forced = approve_as(advanced, invoice, "ada", force=True, comment="Month end")
    assert (forced.status_code, error_of(forced)) == (403, "own_entry")
    assert approve_as(advanced, invoice, force=True, comment="Month end").json()["status"] == "ready-for-export"


def test_where_nobody_else_is_left_the_policy_is_in_error(advanced: Tenant) -> None:
    make_policy(advanced, "Only Ada", "ada")
    invoice = entered_by(advanced, "ada")
    assert chain_of(advanced, invoice) == [("Only Ada", 0, "", "error")]
    assert status_of(advanced, invoice) == "pending-approval"


def test_where_the_account_allows_it_authors_count(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant(approval_mode="advanced", allow_self_approval="true")
    make_policy(tenant, "Both", "ada", "bo", needs="all")
    invoice = entered_by(tenant, "ada")
    assert approve_as(tenant, invoice, "ada").status_code == 200
    assert approve_as(tenant, invoice, "bo").json()["status"] == "ready-for-export"


def test_who_changes_what_it_pays_is_no_approver_of_the_new_chain(advanced: Tenant) -> None:
    """The API user itself is nobody of the policy; the rule is seen with a person who is on record as the actor."""
    make_policy(advanced, "Either", "ada", "bo")
    invoice = entered_by(advanced, "ada")
    changed = advanced.api().patch(f"/v1/invoices/{invoice['id']}", json={"total_amount": 120})
    assert changed.json()["status"] == "pending-approval"
    assert chain_of(advanced, invoice) == [("Either", 0, "bo", "waiting")]
    own = approve_as(advanced, invoice, user="all")
    assert (own.status_code, error_of(own)) == (403, "own_entry")
