"""Every state of an invoice by every step that the API offers (contract/invoices-and-catalog.md section 8)."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.api import error_of
from harness.invoices import make_invoice, status_of
from harness.tenants import Tenant

Step = Callable[[Tenant, str], Any]


def patch(**body: Any) -> Step:
    return lambda tenant, id: tenant.api().patch(f"/v1/invoices/{id}", json=body)


def post(step: str, user: str = "all", **body: Any) -> Step:
    return lambda tenant, id: tenant.api(user).post(f"/v1/invoices/{id}/{step}", json=body)


def mark(step: str, **body: Any) -> Step:
    """Marks take many invoices, and answer 200 whatever becomes of each."""
    return lambda tenant, id: tenant.api().post(f"/v1/invoices/{step}", json={"invoices": [{"invoice_id": id}], **body})


def ask(tenant: Tenant, id: str) -> Any:
    return tenant.api().post(f"/v1/invoices/{id}/approvers", json={"email": f"ada@{tenant.key}.example"})


def renumber(tenant: Tenant, id: str) -> Any:
    """A number that no other invoice of the account has: an equal one is a duplicate, also across vendors."""
    return tenant.api().patch(f"/v1/invoices/{id}", json={"invoice_number": f"OTHER {id}"})


# How an invoice gets there from its entry (what is sent differently, steps), and what it shows then.
STATES: dict[str, tuple[dict[str, Any], list[Step], str]] = {
    "incomplete": ({"total_amount": None}, [], "needs-attention"),
    "flagged": ({}, [post("flag")], "incomplete"),
    "pending": ({}, [], "pending-approval"),
    "approved": ({}, [post("approve", "second")], "ready-for-export"),
    "exported": ({}, [post("approve", "second"), mark("mark-exported")], "exported"),
}

STEPS: dict[str, Step] = {
    "change a number": renumber,
    "take the total away": patch(total_amount=None),
    "give the total": patch(total_amount=110),
    "write a note": patch(notes="Looked at."),
    "flag": post("flag"),
    "approve": post("approve", "second"),
    "force": post("approve", "second", force=True, comment="Month end"),
    "decline": post("decline", "second", reason="Not ours"),
    "undo an approval": post("approve/undo", "second"),
    "undo a flag": post("flag/undo"),
    "ask": ask,
    "mark exported": mark("mark-exported"),
    "mark unexported": mark("mark-unexported"),
    "mark unexported and flag": mark("mark-unexported", flag_invoice=True),
}

SAME = "the same"
ORDER = ("incomplete", "flagged", "pending", "approved", "exported")
# What it shows afterwards, or the code of the refusal, in the order of the states.
EXPECTED = {
    "change a number": (SAME, "pending-approval", SAME, "pending-approval", "invoice_exported"),
    "take the total away": (SAME, "needs-attention", "needs-attention", "needs-attention", "invoice_exported"),
    "give the total": ("pending-approval", "pending-approval", SAME, SAME, "invoice_exported"),
    "write a note": (SAME, SAME, SAME, SAME, "invoice_exported"),
    "flag": ("incomplete", SAME, "incomplete", "incomplete", "invoice_exported"),
    "approve": ("not_approvable", "not_approvable", "ready-for-export", "not_approvable", "not_approvable"),
    "force": ("not_approvable", "not_approvable", "ready-for-export", "not_approvable", "not_approvable"),
    "decline": ("not_approvable", "not_approvable", "needs-attention", "not_approvable", "not_approvable"),
    "undo an approval": (
        "nothing_to_undo",
        "nothing_to_undo",
        "nothing_to_undo",
        "pending-approval",
        "invoice_exported",
    ),
    "undo a flag": ("nothing_to_undo", "pending-approval", "nothing_to_undo", "nothing_to_undo", "invoice_exported"),
    "ask": (SAME, SAME, SAME, "already_approved", "invoice_exported"),
    "mark exported": (SAME, SAME, SAME, "exported", SAME),
    "mark unexported": (SAME, SAME, SAME, SAME, "ready-for-export"),
    "mark unexported and flag": (SAME, SAME, SAME, SAME, "incomplete"),
}
CASES = [(state, step, EXPECTED[step][n]) for step in STEPS for n, state in enumerate(ORDER)]


@pytest.mark.parametrize(("state", "step", "expected"), CASES, ids=[f"{state}-{step}" for state, step, _ in CASES])
def test_a_step_ends_as_the_table_says(shared_tenant: Tenant, state: str, step: str, expected: str) -> None:
    changes, way, shown = STATES[state]
    invoice = make_invoice(shared_tenant, **changes)
    for one in way:
        assert one(shared_tenant, invoice["id"]).status_code == 200
    assert status_of(shared_tenant, invoice) == shown
    answer = STEPS[step](shared_tenant, invoice["id"])
    if expected in ("invoice_exported", "not_approvable", "already_approved", "nothing_to_undo"):
        assert (answer.status_code, error_of(answer)) == (409, expected)
        expected = SAME
    else:
        assert answer.status_code == 200, answer.text
    assert status_of(shared_tenant, invoice) == (shown if expected == SAME else expected)


@pytest.mark.parametrize("step", STEPS)
def test_a_refused_step_changes_nothing(shared_tenant: Tenant, step: str) -> None:
    """Of an exported invoice only the mark can be taken back."""
    invoice = make_invoice(shared_tenant)
    for one in STATES["exported"][1]:
        one(shared_tenant, invoice["id"])

    def read() -> Any:
        return shared_tenant.api().get(f"/v1/invoices/{invoice['id']}", params={"expand": "history"}).json()

    before = read()
    STEPS[step](shared_tenant, invoice["id"])
    assert (read() == before) == (not step.startswith("mark unexported"))
