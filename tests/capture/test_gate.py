"""How sure a reading has to be: what an account sets, and what it sees of it."""

from typing import Any

import pytest

from harness.learning import harbour, number, odd_paper, read, shown
from harness.server import Server
from harness.tenants import Tenant, make_tenant
from harness.trail import trail

PATH = "/v1/reading-settings"
DEFAULT = {"precision_target": 0.98, "check_all": False, "sampled_share": 0}


def change(tenant: Tenant, user: str = "all", **body: Any) -> Any:
    return tenant.api(user).patch(PATH, json=body)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("check_all", "true"),
        ("check_all", 1),
        ("check_all", 0),
        ("check_all", None),
        ("precision_target", "0.99"),
        ("precision_target", True),
        ("sampled_share", "0"),
        ("sampled_share", False),
    ],
)
def test_a_setting_of_another_type_is_refused_and_changes_nothing(tenant: Tenant, field: str, value: Any) -> None:
    before = settings(tenant)
    answer = change(tenant, **{field: value})
    assert answer.status_code == 400, answer.text
    assert [fault["field"] for fault in answer.json()["message"]["fields"]] == [field]
    assert settings(tenant) == before


def settings(tenant: Tenant) -> dict[str, Any]:
    return tenant.api("reader").get(PATH).json()


def codes(invoice: dict[str, Any]) -> list[str]:
    return [reason["code"] for reason in invoice["reasons"]]


def plain_paper() -> bytes:
    """Of Harbour Supplies, whose number is where everybody looks for it."""
    return odd_paper("PO-1", **{"Invoice number: HS-20417": f"Invoice number: {number()}"})


def test_without_a_word_the_shipped_thresholds_hold(tenant: Tenant) -> None:
    found = settings(tenant)
    assert {name: found[name] for name in DEFAULT} == DEFAULT
    names = [threshold.pop("field") for threshold in found["thresholds"]]
    assert names == ["number", "invoice_date", "vendor", "total_amount", "total_amount_alone"]
    for threshold in found["thresholds"]:
        assert threshold == {
            "value": threshold["shipped"],
            "shipped": threshold["shipped"],
            "papers": 0,
            "source": "shipped",
        }


def test_what_is_left_out_stays_and_the_trail_tells_of_it(server: Server) -> None:
    tenant = make_tenant(server)
    assert change(tenant, precision_target=0.99).json()["precision_target"] == 0.99
    changed = change(tenant, sampled_share=0.02).json()
    assert (changed["precision_target"], changed["sampled_share"], changed["check_all"]) == (0.99, 0.02, False)
    assert settings(tenant)["sampled_share"] == 0.02
    told = [entry for entry in trail(tenant, "account") if entry["action"] == "reading_settings.changed"]
    assert [entry["after"] for entry in told] == [{"precision_target": 0.99}, {"sampled_share": 0.02}]


def test_a_higher_target_asks_for_more(server: Server) -> None:
    tenant = make_tenant(server)
    before = [one["value"] for one in settings(tenant)["thresholds"]]
    after = [one["value"] for one in change(tenant, precision_target=0.995).json()["thresholds"]]
    assert all(now >= was for was, now in zip(before, after, strict=True))
    assert {one["value"] for one in change(tenant, precision_target=0.999).json()["thresholds"]} == {1}


@pytest.mark.parametrize(
    ("name", "value"),
    [("precision_target", 0.5), ("precision_target", 1), ("sampled_share", -0.1), ("sampled_share", 1.1)],
)
def test_what_is_out_of_range_is_refused_and_changes_nothing(tenant: Tenant, name: str, value: float) -> None:
    answer = change(tenant, **{name: value, "check_all": True})
    assert answer.status_code == 400
    assert [fault["field"] for fault in answer.json()["message"]["fields"]] == [name]
    assert settings(tenant)["check_all"] is False


@pytest.mark.parametrize(("user", "status"), [("reader", 403), ("editor", 403), ("east", 403)])
def test_who_may_change_it_sees_the_whole_account_and_manages_approvals(tenant: Tenant, user: str, status: int) -> None:
    assert change(tenant, user, check_all=True).status_code == status


@pytest.mark.usefixtures("worker")
class TestPapers:
    def test_a_sure_paper_goes_on_and_says_by_which_measure(self, server: Server) -> None:
        tenant = make_tenant(server)
        harbour(tenant)
        found = read(tenant, plain_paper())
        gate = found["extraction"]["straight_through"]
        assert (gate["passed"], gate["arithmetic"], gate["thresholds_from"], gate["sampled"]) == (
            True,
            "closes",
            "shipped",
            False,
        )
        assert (gate["precision_target"], [one["code"] for one in gate["because"]]) == (0.98, ["sure_enough"])
        assert all(gate["fields"][name]["passed"] for name in ("number", "invoice_date", "vendor", "total_amount"))
        assert gate["fields"]["vendor"]["confidence"] == found["extraction"]["vendor_match"]["score"]
        assert codes(found) == []

    def test_every_paper_is_looked_at_where_the_account_wants_it(self, server: Server) -> None:
        tenant = make_tenant(server)
        harbour(tenant)
        change(tenant, check_all=True)
        found = read(tenant, plain_paper())
        assert (codes(found), found["status"]) == (["every_paper_checked"], "needs-attention")
        gate = found["extraction"]["straight_through"]
        assert (gate["passed"], [one["code"] for one in gate["because"]]) == (False, ["every_paper_checked"])
        assert gate["because"][0]["message"] == found["reasons"][0]["message"]
        tenant.api().patch(f"/v1/invoices/{found['id']}", json={"invoice_number": found["number"]})
        assert codes(shown(tenant, found["id"])) == []

    def test_a_sampled_paper_is_held_and_says_that_nothing_is_wrong(self, server: Server) -> None:
        tenant = make_tenant(server)
        harbour(tenant)
        change(tenant, sampled_share=1)
        found = read(tenant, plain_paper())
        gate = found["extraction"]["straight_through"]
        assert (codes(found), gate["passed"], gate["sampled"]) == (["sampled_for_check"], False, True)

    def test_a_doubtful_field_is_named_and_answered_by_naming_it(self, server: Server) -> None:
        tenant = make_tenant(server)
        harbour(tenant)
        change(tenant, precision_target=0.999)
        found = read(tenant, plain_paper())
        doubtful = [(reason["code"], reason["field"]) for reason in found["reasons"]]
        named = ["invoice_number", "invoice_date", "total_amount", "erp_vendor_id"]
        assert doubtful == [("doubtful_reading", name) for name in named]
        same = {name: found[name] for name in ("invoice_number", "invoice_date", "total_amount")}
        tenant.api().patch(f"/v1/invoices/{found['id']}", json=same)
        assert [reason["field"] for reason in shown(tenant, found["id"])["reasons"]] == ["erp_vendor_id"]
        tenant.api().patch(f"/v1/invoices/{found['id']}", json={"ottimate_vendor_id": found["ottimate_vendor_id"]})
        assert codes(shown(tenant, found["id"])) == []

    def test_a_paper_that_passes_is_approved_by_nobody(self, server: Server) -> None:
        tenant = make_tenant(server)
        harbour(tenant)
        found = read(tenant, plain_paper())
        assert found["status"] == "pending-approval"
