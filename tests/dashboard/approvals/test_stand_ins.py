"""Stand-ins and absences in the dashboard."""

from harness.approvals import email
from harness.dashboard import browser
from harness.server import Server
from harness.tenants import Tenant


def test_a_person_sets_their_own_stand_in_and_ends_it(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant, email=email(tenant, "bo"), role="Accounting - Full").open("/stand-ins")
    typed = {"stand_in": email(tenant, "ada"), "end_date": "2027-01-06", "note": "Skiing <b>"}
    after = page.send("/stand-ins", typed).follow()
    assert "Ada Marsh" in after.words and "Skiing <b>" in after.words and "Active" in after.words
    ended = after.send("/stand-ins/end").follow()
    assert "Ended" in ended.words


def test_without_a_stand_in_one_is_only_away(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/stand-ins")
    after = page.send("/stand-ins", {"stand_in": ""}).follow()
    assert "Nobody: only out of office" in after.words and "until ended" in after.words


def test_whoever_manages_people_sets_it_for_others(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/stand-ins")
    typed = {"user": email(tenant, "ada"), "stand_in": email(tenant, "bo")}
    assert page.send("/stand-ins", typed).status == 303
    (one,) = tenant.api().get("/v1/stand-ins").json()["results"]
    assert (one["user"]["email"], one["stand_in"]["email"]) == (email(tenant, "ada"), email(tenant, "bo"))


def test_what_is_refused_keeps_what_was_typed(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/stand-ins")
    refused = page.send("/stand-ins", {"stand_in": email(tenant, "cy"), "note": "Away for long"})
    assert refused.status == 400 and "Away for long" in refused.text and "may not approve" in refused.words
    past = page.send("/stand-ins", {"stand_in": "", "end_date": "2020-01-01", "note": "Late"})
    assert past.status == 400 and "lies in the past" in past.words


def test_what_is_refused_is_marked_and_said_at_its_field(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/stand-ins")
    typed = {"stand_in": "", "end_date": "2020-01-01"}
    for field, sent in (("stand_in", {"stand_in": email(tenant, "cy")}), ("end_date", typed)):
        refused = page.send("/stand-ins", sent)
        assert refused.status == 400
        told = [one.split('"')[0] for one in refused.text.split('class="fault" id="')[1:]]
        assert told == [f"-stand-ins-{field}-fault"]


def test_an_end_of_nothing_is_told(server: Server, tenant: Tenant) -> None:
    who = browser(server, tenant)
    page = who.open("/stand-ins")
    form = page.form("/stand-ins")
    form.action = "/stand-ins/end"
    assert who.send_form(form, {"stand_in_id": "../../users"}).status == 404


def test_nobody_makes_themselves_the_stand_in_of_somebody_else(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant, email=email(tenant, "ada")).open("/stand-ins")
    assert "you cannot name yourself" in page.words
    refused = page.send("/stand-ins", {"user": email(tenant, "bo"), "stand_in": email(tenant, "ada")})
    assert refused.status == 403 and "let that person name you, or another administrator" in refused.words
    assert tenant.api().get("/v1/stand-ins").json()["results"] == []
    other = browser(server, tenant, email=email(tenant, "cleo")).open("/stand-ins")
    assert other.send("/stand-ins", {"user": email(tenant, "bo"), "stand_in": email(tenant, "ada")}).status == 303
