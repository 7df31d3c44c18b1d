"""Any sequence of steps leads along the state table and nowhere else (design: states change only along the table).

Two invoices of one vendor and number are walked at once, so that what happens to one may move the other. For many
sequences: pytest tests/invoices/test_state_machine.py --hypothesis-profile=thorough
"""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from harness.invoices import invoice_body, make_vendor
from harness.tenants import Tenant
from payables.invoices.model import TRANSITIONS, Event, State

STATES = {
    "processing": State.PROCESSING,
    "incomplete": State.INCOMPLETE,
    "needs-attention": State.INCOMPLETE,
    "pending-approval": State.PENDING_APPROVAL,
    "approved": State.APPROVED,
    "ready-for-export": State.APPROVED,
    "exported": State.APPROVED,
    "archived": State.ARCHIVED,
}
COUNTED: Counter[str] = Counter()
TOTALS = st.sampled_from([None, 110, 109.99, 220, 0])

which = st.sampled_from([0, 1])
who = st.sampled_from(["all", "second"])


class Walk(RuleBasedStateMachine):
    """Steps of people and of an ERP, most of them at a bad time."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__()
        self.tenant = tenant
        vendor = make_vendor(tenant)
        body = invoice_body(tenant, vendor)
        self.ids = [self._entered(body), self._entered(body)]
        self.seen = [self._read(id) for id in self.ids]
        COUNTED["sequences"] += 1

    def _entered(self, body: dict[str, Any]) -> str:
        answer = self.tenant.api().post("/v1/invoices", json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    def _read(self, id: str) -> dict[str, Any]:
        answer = self.tenant.api().get(f"/v1/invoices/{id}")
        return {**answer.json(), "etag": answer.headers["ETag"]}

    def _step(self, n: int, event: Event, call: Callable[[str], Any]) -> None:
        """The call changes its invoice along `event`, or is refused and changes nothing."""
        COUNTED["steps"] += 1
        before, answer = self.seen, call(f"/v1/invoices/{self.ids[n]}")
        note(f"{event} on {n}: {answer.status_code}")
        self.seen = [self._read(id) for id in self.ids]
        done = answer.status_code < 300 and not answer.json().get("failed") and not answer.json().get("skipped")
        self._check(before[n], self.seen[n], event if done else None)
        self._check(before[1 - n], self.seen[1 - n], Event.CHANGE if done else None)

    def _check(self, before: dict[str, Any], after: dict[str, Any], event: Event | None) -> None:
        if before["etag"] == after["etag"]:
            assert before["status"] == after["status"]
            return
        assert event is not None, f"refused and yet changed: {before['status']} -> {after['status']}"
        was, now = STATES[before["status"]], STATES[after["status"]]
        assert now in TRANSITIONS.get((was, event), ()), f"{was} -{event}-> {now} is not in the table"

    @rule(n=which, user=who, total=TOTALS, number=st.sampled_from(["A-1", "A-2", None]))
    def change(self, n: int, user: str, total: Any, number: str | None) -> None:
        body = {"total_amount": total, "invoice_number": number}
        self._step(n, Event.CHANGE, lambda path: self.tenant.api(user).patch(path, json=body))

    @rule(n=which)
    def write_a_note(self, n: int) -> None:
        self._step(n, Event.CHANGE, lambda path: self.tenant.api().patch(path, json={"notes": "Seen."}))

    @rule(n=which, price=st.sampled_from([30, 31]))
    def add_a_line(self, n: int, price: int) -> None:
        lines = {"items": [{"name": "Salt", "quantity": 1, "price": price}]}
        self._step(n, Event.CHANGE, lambda path: self.tenant.api().patch(path, json=lines))

    @rule(n=which)
    def flag(self, n: int) -> None:
        self._step(n, Event.FLAG, lambda path: self.tenant.api().post(f"{path}/flag", json={}))

    @rule(n=which, user=who)
    def approve(self, n: int, user: str) -> None:
        self._step(n, Event.APPROVE, lambda path: self.tenant.api(user).post(f"{path}/approve", json={}))

    @rule(n=which, user=who)
    def force(self, n: int, user: str) -> None:
        body = {"force": True, "comment": "Month end"}
        self._step(n, Event.APPROVE, lambda path: self.tenant.api(user).post(f"{path}/approve", json=body))

    @rule(n=which)
    def decline(self, n: int) -> None:
        body = {"reason": "Wrong price."}
        self._step(n, Event.DECLINE, lambda path: self.tenant.api("second").post(f"{path}/decline", json=body))

    @rule(n=which, step=st.sampled_from(["approve", "decline", "flag"]), user=who)
    def undo(self, n: int, step: str, user: str) -> None:
        self._step(n, Event.UNDO, lambda path: self.tenant.api(user).post(f"{path}/{step}/undo"))

    @rule(n=which)
    def archive(self, n: int) -> None:
        self._step(n, Event.ARCHIVE, lambda path: self.tenant.api().post(f"{path}/archive", json={}))

    @rule(n=which)
    def restore(self, n: int) -> None:
        self._step(n, Event.RESTORE, lambda path: self.tenant.api().post(f"{path}/restore", json={}))

    @rule(n=which)
    def mark_exported(self, n: int) -> None:
        body = {"invoices": [{"invoice_id": self.ids[n]}]}
        call = self.tenant.api().post
        self._step(n, Event.EXPORT, lambda _: call("/v1/invoices/mark-exported", json=body))

    @rule(n=which, flagged=st.booleans())
    def mark_unexported(self, n: int, flagged: bool) -> None:
        body = {"invoices": [{"invoice_id": self.ids[n]}], "flag_invoice": flagged}
        call = self.tenant.api().post
        self._step(n, Event.UNEXPORT, lambda _: call("/v1/invoices/mark-unexported", json=body))

    @rule(n=which, action=st.sampled_from(["keep_both", "dismiss", "keep_this"]))
    def resolve_duplicate(self, n: int, action: str) -> None:
        step = f"duplicates/{self.ids[1 - n]}/resolve"
        before = self.seen
        answer = self.tenant.api().post(f"/v1/invoices/{self.ids[n]}/{step}", json={"action": action})
        self.seen = [self._read(id) for id in self.ids]
        COUNTED["steps"] += 1
        done = answer.status_code < 300
        self._check(before[n], self.seen[n], Event.CHANGE if done else None)
        lost = Event.ARCHIVE if action == "keep_this" else Event.CHANGE
        self._check(before[1 - n], self.seen[1 - n], lost if done else None)

    @invariant()
    def what_is_approved_was_approved_by_somebody_else(self) -> None:
        """`all` has entered both and must never be the one who decided."""
        for invoice in self.seen:
            if STATES[invoice["status"]] is State.APPROVED:
                people = self.tenant.api().get(f"/v1/invoices/{invoice['id']}/approvers").json()["approvers"]
                decided = [one["approver"]["display_name"] for one in people if one["status"] == "approved"]
                assert decided and not any(name.startswith("all") for name in decided)

    @invariant()
    def never_are_both_ready_under_one_number_unless_somebody_kept_both(self) -> None:
        """Two of one vendor, type, number, total and date are not approved silently."""
        ready = [one for one in self.seen if STATES[one["status"]] is State.APPROVED]
        if len(ready) == 2 and len({(one["number"], one["total_amount"]) for one in ready}) == 1:
            pairs = self.tenant.api().get(f"/v1/invoices/{self.ids[0]}/duplicates").json()["results"]
            assert [pair["status"] for pair in pairs] != ["open"]


def test_whatever_is_tried_every_step_is_in_the_table(tenant: Tenant) -> None:
    thorough = settings.default is not None and settings.default.max_examples >= 200
    walk: Any = partial(Walk, tenant)
    limits = settings(
        max_examples=settings.default.max_examples if thorough and settings.default else 6,
        stateful_step_count=settings.default.stateful_step_count if thorough and settings.default else 20,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    run_state_machine_as_test(walk, settings=limits)
    print(f"{COUNTED['sequences']} sequences, {COUNTED['steps']} steps, illegal transitions 0")
