"""One's own sign-in: password, second factor, sessions; and the link with which it begins."""

from datetime import timedelta

import pytest
from tests.access.doorway import PASSWORD, Doorway, secret_of

from harness.browser_client import Browser, Seen, plain
from harness.dashboard import stranger
from harness.server import Server
from harness.tenants import Tenant
from payables.access.rules.totp import code_at, step_of

NEW = "an even quieter evening"


@pytest.fixture
def ada(server: Server, tenant: Tenant) -> Doorway:
    server.clock.stand_still()
    return Doorway(server, tenant)


def signed_in(server: Server, ada: Doorway, password: str = PASSWORD) -> Browser:
    browser = stranger(server)
    done = browser.open("/signin").send("/signin", {"email": ada.email, "password": password})
    assert done.status == 303
    return browser


def test_a_link_sets_a_password_and_signs_in(server: Server, ada: Doorway) -> None:
    browser, link = stranger(server), ada.link()
    path = f"/welcome/{link}"
    page = browser.open(path)
    assert ada.email in page.words
    short = page.send(path, {"password": "short", "repeat": "short"})
    assert short.status == 400 and "at least 12 characters" in short.words
    twice = page.send(path, {"password": NEW, "repeat": NEW + "x"})
    assert twice.status == 400 and "not the same" in twice.words and NEW not in twice.text
    done = twice.send(path, {"password": NEW, "repeat": NEW})
    assert done.location == "/" and done.follow().status == 200
    used = stranger(server).open(path)
    assert used.status == 410 and "This link was used" in used.words


@pytest.mark.parametrize("link", ["x", "payables_sandbox_link_x", "%00", "..%2f..%2fetc"])
def test_what_is_no_link_says_so(server: Server, link: str) -> None:
    seen = stranger(server).open(f"/welcome/{link}")
    assert seen.status in (404, 410)


def test_a_changed_password_keeps_this_browser_in_and_ends_the_others(server: Server, ada: Doorway) -> None:
    here, there = signed_in(server, ada), signed_in(server, ada)
    done = here.open("/me").send("/me/password", {"present": PASSWORD, "password": NEW, "repeat": NEW})
    assert done.location == "/me?said=password_changed"
    assert "Your password was changed. Every other browser was signed out." in done.follow().words
    assert there.get("/me").status_code == 303
    assert signed_in(server, ada, NEW)


def test_a_wrong_present_password_changes_nothing_and_is_not_shown_again(server: Server, ada: Doorway) -> None:
    here = signed_in(server, ada)
    typed = {"present": "wrong password 1", "password": NEW, "repeat": NEW}
    seen = here.open("/me").send("/me/password", typed)
    assert seen.status == 403 and "not your present password" in seen.words
    assert NEW not in seen.text and "wrong password 1" not in seen.text
    assert signed_in(server, ada)


def test_the_second_factor_from_the_qr_code_to_the_recovery_codes(server: Server, ada: Doorway) -> None:
    here, there = signed_in(server, ada), signed_in(server, ada)
    offered = here.open("/me").send("/me/second-factor", {"password": PASSWORD}).follow()
    assert "<svg" in offered.text and "http" not in offered.text.split("<svg")[-1].split("</svg>")[0]
    readable = offered.text.split("<code>")[1].split("</code>")[0]
    wrong = offered.send("/me/second-factor/confirm", {"code": "000000"})
    assert wrong.status == 401 and readable in wrong.text
    code = code_at(secret_of(readable), step_of(server.clock.now()))
    done = offered.send("/me/second-factor/confirm", {"code": code})
    assert done.status == 200 and done.text.count("<code>") == 10
    again = offered.send("/me/second-factor/confirm", {"code": code})
    assert (again.status, "The second factor is on already" in again.words) == (409, True)
    assert again.form("/me/recovery-codes")
    assert there.get("/me").status_code == 303 and here.get("/me").status_code == 200
    assert "10 recovery codes are left" in here.open("/me").words


def offer(browser: Browser) -> Seen:
    """The page with the QR code, after the password."""
    return browser.open("/me").send("/me/second-factor", {"password": PASSWORD}).follow()


def code_of(offered: Seen, server: Server) -> str:
    return code_at(secret_of(offered.text.split("<code>")[1].split("</code>")[0]), step_of(server.clock.now()))


def begins_again(browser: Browser) -> bool:
    """Neither secret nor going on: the page on which it begins, which says why."""
    seen = browser.open("/me/second-factor")
    told = "No second factor waits to be confirmed here" in seen.words
    return told and 'class="qr"' not in seen.text and bool(seen.form("/me/second-factor"))


def test_an_offered_second_factor_waits_a_quarter_of_an_hour_and_begins_again_after_that(
    server: Server, ada: Doorway
) -> None:
    here = signed_in(server, ada)
    offered = offer(here)
    server.clock.offset += timedelta(minutes=14)
    assert "Go on where you were" in here.open("/me").words
    assert here.open("/me/second-factor").form("/me/second-factor/confirm")
    server.clock.offset += timedelta(minutes=2)
    refused = offered.send("/me/second-factor/confirm", {"code": code_of(offered, server)})
    assert refused.status == 409 and "Begin again with your password" in refused.words
    assert refused.form("/me/second-factor")
    assert begins_again(here) and "Go on where you were" not in here.open("/me").words
    again = offer(here)
    assert again.send("/me/second-factor/confirm", {"code": code_of(again, server)}).status == 200


def test_what_one_browser_was_offered_another_neither_sees_nor_switches_on(server: Server, ada: Doorway) -> None:
    here, there = signed_in(server, ada), signed_in(server, ada)
    offered = offer(here)
    assert begins_again(there) and "Go on where you were" not in there.open("/me").words
    token = there.open("/me").form("/me/password").fields["_token"]
    sent = {"code": code_of(offered, server), "_token": token}
    assert there.post("/me/second-factor/confirm", data=sent).status_code == 409
    assert offered.send("/me/second-factor/confirm", {"code": sent["code"]}).status == 200


def test_a_new_password_takes_back_what_was_offered(server: Server, ada: Doorway) -> None:
    here = signed_in(server, ada)
    offer(here)
    typed = {"present": PASSWORD, "password": NEW, "repeat": NEW}
    assert here.open("/me").send("/me/password", typed).status == 303
    assert begins_again(here)
    sql = "SELECT totp_offered FROM logins WHERE email = $1"
    assert ada.at_door(lambda door: door.connection.fetchval(sql, ada.email)) is None


def test_the_second_factor_is_switched_off_with_the_password_only(server: Server, ada: Doorway) -> None:
    ada.switch_on(ada.sign_in())
    here = with_code(server, ada)
    page = here.open("/me")
    form = page.form("/me/recovery-codes")
    wrong = here.post("/me/second-factor/off", data={**form.fields, "password": "wrong password 1"})
    assert wrong.status_code == 403
    done = here.post("/me/second-factor/off", data={**form.fields, "password": PASSWORD})
    assert plain(done.headers["location"]) == "/me?said=second_factor_off"
    assert signed_in(server, ada).get("/queue/pending").status_code == 200


def with_code(server: Server, ada: Doorway) -> Browser:
    """Signed in with the next code."""
    browser = stranger(server)
    asked = browser.open("/signin").send("/signin", {"email": ada.email, "password": PASSWORD}).follow()
    server.clock.offset += timedelta(seconds=30)
    done = asked.send("/signin/code", {"code": ada.code_now(ada.secret)})
    assert done.status == 303
    return browser


def test_new_recovery_codes_end_the_old_ones(server: Server, ada: Doorway) -> None:
    _, old = ada.switch_on(ada.first)
    here = with_code(server, ada)
    done = here.open("/me").send("/me/recovery-codes", {"password": PASSWORD})
    new = [part.split("</code>")[0] for part in done.text.split("<code>")[1:]]
    assert len(new) == 10 and not set(new) & set(old)

    def try_code(code: str) -> Seen:
        asked = stranger(server).open("/signin").send("/signin", {"email": ada.email, "password": PASSWORD}).follow()
        return asked.send("/signin/code", {"code": code})

    assert try_code(old[0]).status == 401
    assert try_code(new[0]).status == 303


def test_other_browsers_are_listed_and_signed_out(server: Server, ada: Doorway) -> None:
    here, there, third = (signed_in(server, ada) for _ in range(3))
    page = here.open("/me")
    forms = [form for form in page.forms if form.action == "/me/sessions/end"]
    assert len(forms) == 3  # and the one that set the password
    for form in forms:
        assert here.send_form(form).location == "/me?said=session_ended"
    assert there.get("/me").status_code == third.get("/me").status_code == 303
    assert here.get("/me").status_code == 200


@pytest.mark.parametrize("session", ["", "x", "0190a000-0000-7000-8000-000000000000"])
def test_a_session_that_is_none_of_ones_own_is_not_found(server: Server, ada: Doorway, session: str) -> None:
    here = signed_in(server, ada)
    token = here.open("/me").form("/me/password").fields["_token"]
    assert here.post("/me/sessions/end", data={"session": session, "_token": token}).status_code == 404


def test_a_form_of_another_session_changes_nothing(server: Server, ada: Doorway) -> None:
    here, there = signed_in(server, ada), signed_in(server, ada)
    form = there.open("/me").form("/me/password")
    seen = here.send_form(form, {"present": PASSWORD, "password": NEW, "repeat": NEW})
    assert seen.status == 409 and signed_in(server, ada)


def test_what_happened_is_shown(server: Server, ada: Doorway) -> None:
    with_failure = stranger(server).open("/signin")
    with_failure.send("/signin", {"email": ada.email, "password": "wrong password 1"})
    seen = signed_in(server, ada).open("/me")
    assert "A wrong password was typed" in seen.words and "A password was set with a link" in seen.words
