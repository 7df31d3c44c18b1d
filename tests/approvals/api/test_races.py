"""Decisions and changes of the same moment: the invoice's row lock lets one go after the other."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from harness.invoices import make_invoice, make_vendor
from harness.policies import approve_as, chain_of, make_policy, person
from harness.tenants import Tenant

ROUNDS = 5


@pytest.fixture
def advanced(new_tenant: Callable[..., Tenant]) -> Tenant:
    return new_tenant(approval_mode="advanced")


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(lambda call: call(), calls))


def test_of_two_people_of_any_one_decides_and_the_other_is_told(advanced: Tenant) -> None:
    policy = make_policy(advanced, "Either", "ada", "bo")
    make_policy(advanced, "Then", "ada", "bo", conditions={"after": [policy["id"]]}, needs="all")
    vendor = make_vendor(advanced)
    for _ in range(ROUNDS):
        invoice = make_invoice(advanced, vendor=vendor)
        answers = at_once(*(lambda n=name, i=invoice: approve_as(advanced, i, n) for name in ("ada", "bo")))
        assert {answer.status_code for answer in answers} == {200}, "the second decides what comes next"
        assert Counter((policy, standing) for policy, _, _, standing in chain_of(advanced, invoice)) == {
            ("Either", "approved"): 1, ("Either", "superseded"): 1, ("Then", "approved"): 1, ("Then", "waiting"): 1,
        }  # fmt: skip


def test_approving_twice_at_once_decides_once(advanced: Tenant) -> None:
    make_policy(advanced, "Both", "ada", "bo", needs="all")
    vendor = make_vendor(advanced)
    for _ in range(ROUNDS):
        invoice = make_invoice(advanced, vendor=vendor)
        answers = at_once(*[lambda i=invoice: approve_as(advanced, i, "ada")] * 4)
        assert Counter(answer.status_code for answer in answers) == {200: 1, 409: 3}
        assert sorted(standing for *_, standing in chain_of(advanced, invoice)) == ["approved", "waiting"]


def test_a_change_between_leaves_no_approval_of_what_was_not_seen(advanced: Tenant) -> None:
    make_policy(advanced, "Either", "ada", "bo")
    vendor = make_vendor(advanced)
    ada = {"approver": person(advanced, "ada")}
    for _ in range(ROUNDS):
        invoice = make_invoice(advanced, vendor=vendor)
        path = f"/v1/invoices/{invoice['id']}"
        changed, approved = at_once(
            lambda p=path: advanced.api().patch(p, json={"total_amount": 110.01}),
            lambda p=path: advanced.api("second").post(f"{p}/approve", json=ada, headers={"If-Match": '"1"'}),
        )
        assert changed.status_code == 200 and approved.status_code in (200, 412)
        after = advanced.api().get(path).json()
        assert (after["status"], after["total_amount"]) == ("pending-approval", 110.01)
        assert {standing for *_, standing in chain_of(advanced, invoice)} == {"waiting"}


def test_two_policies_cannot_come_after_each_other_by_two_changes_at_once(advanced: Tenant) -> None:
    for n in range(ROUNDS):
        one, other = (make_policy(advanced, f"{name} {n}", "ada") for name in ("One", "Other"))
        pairs = ((one, other), (other, one))
        answers = at_once(
            *(
                lambda p=policy, b=before: advanced.api().patch(
                    f"/v1/approval-policies/{p['id']}", json={"conditions": {"after": [b["id"]]}}
                )
                for policy, before in pairs
            )
        )
        assert sorted(answer.status_code for answer in answers) == [200, 400]
