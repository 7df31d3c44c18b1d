"""A form whose sender has to sign in first: nothing was done, and nothing that was typed is lost."""

from datetime import timedelta

import pytest
from tests.access.doorway import PASSWORD, Doorway

from harness.browser_client import Browser, Seen
from harness.dashboard import stranger
from harness.people import make_person
from harness.server import Server
from harness.tenants import Tenant


@pytest.fixture
def ada(server: Server, tenant: Tenant) -> Doorway:
    server.clock.stand_still()
    return Doorway(server, tenant)


def signed_in(server: Server, person: Doorway) -> Browser:
    browser = stranger(server)
    browser.open("/signin").send("/signin", {"email": person.email, "password": PASSWORD})
    return browser


def shown(page: Seen) -> dict[str, str]:
    """What every form of a page carries."""
    return {name: value for name, value in page.form("/signout").fields.items() if name in ("_in", "_token")}


def test_what_was_typed_is_offered_once_more_after_signing_in(server: Server, ada: Doorway) -> None:
    browser = signed_in(server, ada)
    page = browser.open("/switch")
    east = str(ada.tenant.company("east"))
    server.clock.offset += timedelta(hours=13)
    late = browser.post("/switch/company", data={**shown(page), "company": east, "note": "<b>ümlaut & more</b>"})
    assert late.status_code == 401 and page.status == 200
    seen = type(page)(browser, late)
    assert "You were signed out" in seen.words and "<b>ümlaut & more</b>" in seen.words
    again = seen.send("/signin", {"email": ada.email, "password": PASSWORD})
    assert again.status == 200 and "has not been sent" in again.words
    form = again.form("/switch/company")
    assert form.fields["company"] == east and form.fields["note"] == "<b>ümlaut & more</b>"
    done = again.send("/switch/company")
    assert done.location == "/?said=company_chosen"


def test_whoever_signed_out_elsewhere_is_promised_nothing_that_does_not_come(server: Server, ada: Doorway) -> None:
    """Signing out takes away whose it was: what was typed is there to be copied."""
    browser = signed_in(server, ada)
    page = browser.open("/switch")
    carried = shown(page)
    assert browser.open("/switch").send("/signout").status == 303
    late = Seen(browser, browser.post("/switch/company", data={**carried, "company": "1", "note": "kept"}))
    assert late.status == 401
    assert "copy what you need of it" in late.words and "kept" in late.words
    assert "offered once more" not in late.words


def test_a_wrong_password_in_between_loses_nothing(server: Server, ada: Doorway) -> None:
    browser = signed_in(server, ada)
    first = browser.open("/switch")
    server.clock.offset += timedelta(hours=13)
    late = Seen(browser, browser.post("/switch/company", data={**shown(first), "company": "1", "note": "kept"}))
    wrong = late.send("/signin", {"email": ada.email, "password": "wrong password 1"})
    assert wrong.status == 401 and "kept" in wrong.words
    assert wrong.send("/signin", {"password": PASSWORD}).form("/switch/company").fields["note"] == "kept"


def test_a_second_factor_in_between_loses_nothing(server: Server, ada: Doorway) -> None:
    secret, _ = ada.switch_on(ada.first)
    browser = stranger(server)
    asked = browser.open("/signin").send("/signin", {"email": ada.email, "password": PASSWORD}).follow()
    asked.send("/signin/code", {"code": ada.code_now(secret, 1)})
    first = browser.open("/switch")
    server.clock.offset += timedelta(hours=13)
    late = Seen(browser, browser.post("/switch/company", data={**shown(first), "company": "1", "note": "kept"}))
    code = late.send("/signin", {"email": ada.email, "password": PASSWORD})
    wrong = code.send("/signin/code", {"code": "000000"})
    done = wrong.send("/signin/code", {"code": ada.code_now(secret, 1)})
    assert done.form("/switch/company").fields["note"] == "kept"


def test_another_person_cannot_send_it(server: Server, ada: Doorway) -> None:
    bo = Doorway(server, ada.tenant)
    browser = signed_in(server, ada)
    server.clock.offset += timedelta(hours=13)
    first = browser.open("/switch")
    late = type(first)(browser, browser.post("/switch/company", data={"company": "1", "note": "ada's"}))
    done = late.send("/signin", {"email": bo.email, "password": PASSWORD})
    assert "another person's sign-in" in done.words and "ada's" in done.words
    assert [form.action for form in done.forms] == []


def test_four_hundred_lines_are_carried_whole_with_what_was_seen_and_the_address(server: Server, ada: Doorway) -> None:
    browser = signed_in(server, ada)
    first = browser.open("/switch")
    server.clock.offset += timedelta(hours=13)
    lines = {f"line-{row}-{field}": f'"Ärzte & {row}"\r\n{{}}' for row in range(400) for field in range(12)}
    typed = {**lines, "both": ["1", "2"], "_etag": '"7"', **shown(first)}
    late = type(first)(browser, browser.post("/switch/company?company=x&_token=old", data=typed))
    done = late.send("/signin", {"email": ada.email, "password": PASSWORD})
    form = next(form for form in done.forms if form.action.startswith("/switch/company"))
    assert form.action == "/switch/company?company=x"
    assert len(form.fields) == 400 * 12 + 5  # both, the version that was seen, token, account and key
    assert (
        form.fields["both"] == ["1", "2"] and form.fields["_etag"] == '"7"' and form.fields["_token"] != typed["_token"]
    )


def test_a_password_is_carried_nowhere(server: Server, ada: Doorway) -> None:
    browser = signed_in(server, ada)
    server.clock.offset += timedelta(hours=13)
    typed = {"present": PASSWORD, "password": "an even quieter evening", "repeat": "an even quieter evening"}
    late = browser.post("/me/password", data=typed)
    assert late.status_code == 401 and PASSWORD not in late.text and "quieter" not in late.text


@pytest.mark.parametrize(
    "carried",
    [
        "",
        "{",
        "[]",
        '{"action":"https://evil.example/","typed":{}}',
        '{"action":"//evil.example","typed":{"a":["b"]}}',
        '{"action":"/me/password","typed":{"present":["x"]}}',
    ],
)
def test_what_is_carried_leads_nowhere_else(server: Server, ada: Doorway, carried: str) -> None:
    fields = {"email": ada.email, "password": PASSWORD, "_carried": carried}
    done = stranger(server).open("/signin").send("/signin", fields)
    assert (done.status, done.location) == (303, "/")


def test_a_person_whose_account_was_taken_away_a_second_ago_reads_why(server: Server, ada: Doorway) -> None:
    browser = signed_in(server, ada)
    page = browser.open("/switch")
    token = page.form("/signout").fields["_token"]

    async def deactivate() -> None:
        async with server.database.transaction(ada.tenant.account_id) as tx:
            await tx.execute(
                "UPDATE users SET active = false WHERE account_id = $1 AND id = $2", tx.account_id, ada.user_id
            )

    server.run(deactivate())
    late = type(page)(browser, browser.post("/switch/company", data={"company": "1", "_token": token}))
    assert late.status == 403 and f"no longer an active person of Tenant {ada.tenant.key}" in late.words
    seen = browser.open("/queue/pending")
    assert "no longer an active person" in seen.words and seen.answer.url.path == "/switch"


def test_rights_that_were_narrowed_a_second_ago_are_told(server: Server, tenant: Tenant, ada: Doorway) -> None:
    browser = signed_in(server, ada)

    async def narrow() -> None:
        async with server.database.transaction(tenant.account_id) as tx:
            role = "UPDATE users SET role = 'Accounting - Upload Only' WHERE account_id = $1 AND id = $2"
            await tx.execute(role, tx.account_id, ada.user_id)

    server.run(narrow())
    assert make_person(server, tenant, ada.email) == ada.user_id
    seen = browser.open("/queue/pending")
    assert seen.status == 403 and "ask an administrator" in seen.words


def test_what_was_typed_is_listed_by_the_labels_of_its_fields_and_nothing_else(server: Server, ada: Doorway) -> None:
    browser = signed_in(server, ada)
    carried = shown(browser.open("/switch"))
    server.clock.offset += timedelta(hours=13)
    typed = {"notes": "Ask for the discount", "was.notes": "", "due_date": "2026-12-24", "was.due_date": "2026-12-24"}
    chosen = {"code_to": "uncoded", "line": "71", "vendor_id": "", "right.notes": "yes", "dimensions.ACCOUNT": "5000"}
    late = Seen(browser, browser.post("/invoices/1/save", data={**carried, **typed, **chosen}))
    assert late.status == 401
    listed = late.text.split("<table")[1].split("</table>")[0]
    headings = [row.split("</bdi>")[0] for row in listed.split("<bdi>")[1:]]
    assert headings == ["Notes", "GL account"] and "Ask for the discount" in listed
