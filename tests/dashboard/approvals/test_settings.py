"""Reminders and escalation in the dashboard."""

from harness.approvals import email
from harness.dashboard import browser
from harness.server import Server
from harness.tenants import Tenant


def test_hours_and_people_are_set_and_switched_off(server: Server, tenant: Tenant) -> None:
    who = browser(server, tenant)
    typed = {"remind_after_hours": "24", "escalate_after_hours": "72", "escalate_to": [email(tenant, "ada")]}
    after = who.open("/approval-settings").send("/approval-settings", typed).follow()
    stored = tenant.api().get("/v1/approval-settings").json()
    assert (stored["remind_after_hours"], stored["remind_every_hours"], stored["escalate_after_hours"]) == (
        24,
        None,
        72,
    )
    assert [one["email"] for one in stored["escalate_to"]] == [email(tenant, "ada")]
    assert 'value="24"' in after.text
    off = {"remind_after_hours": "", "escalate_after_hours": "", "escalate_to": None}
    assert after.send("/approval-settings", off).status == 303
    assert tenant.api().get("/v1/approval-settings").json()["escalate_to"] == []


def test_others_are_taken_as_they_are_offered_with_their_names(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/approval-settings")
    typed = {"escalate_after_hours": "72", "others": f"{email(tenant, 'bo')} Bo Lind\n"}
    assert page.send("/approval-settings", typed).status == 303
    stored = tenant.api().get("/v1/approval-settings").json()
    assert [one["email"] for one in stored["escalate_to"]] == [email(tenant, "bo")]


def test_what_cannot_work_is_refused_and_kept(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/approval-settings")
    for typed in ({"remind_after_hours": "soon"}, {"remind_every_hours": "5"}, {"remind_after_hours": "9" * 30}):
        refused = page.send("/approval-settings", typed)
        assert refused.status == 400 and next(iter(typed.values())) in refused.text


def test_what_is_refused_of_a_person_stands_beside_their_box(server: Server, tenant: Tenant) -> None:
    cy = email(tenant, "cy")
    page = browser(server, tenant).open("/approval-settings")
    assert f'value="{cy}"' not in page.text
    refused = page.send("/approval-settings", {"escalate_after_hours": "5", "escalate_to": [cy]})
    assert refused.status == 400 and "escalate_to[" not in refused.words
    assert "Cy Roe may not approve" in refused.text.split(f'value="{cy}"')[1].split("</fieldset>")[0]


def test_whoever_may_not_manage_policies_reads_it_and_changes_nothing(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant, role="Invoice Processor - Full").open("/approval-settings")
    assert "disabled" in page.text
    assert page.send("/approval-settings", {"remind_after_hours": "5"}).status == 403
    assert tenant.api().get("/v1/approval-settings").json()["remind_after_hours"] is None
