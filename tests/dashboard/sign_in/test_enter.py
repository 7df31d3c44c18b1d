"""The pages of signing in, as a browser without scripts sees them."""

from dataclasses import replace

import httpx2
import msgspec
import pytest
from tests.access.doorway import PASSWORD, Doorway

from harness.browser_client import Browser, Seen
from harness.dashboard import stranger
from harness.server import Server
from harness.tenants import Tenant
from payables.access.model import Mint
from payables.app.asgi import make_front
from payables.platform.settings import Settings

COOKIE = "payables_sandbox_session"


@pytest.fixture
def ada(server: Server, tenant: Tenant) -> Doorway:
    return Doorway(server, tenant)


def enter(browser: Browser, email: str, password: str = PASSWORD, path: str = "/signin") -> Seen:
    return browser.open(path).send("/signin", {"email": email, "password": password})


def test_a_person_signs_in_and_is_where_they_wanted_to_go(server: Server, ada: Doorway) -> None:
    browser = stranger(server)
    asked = browser.open("/queue/pending?search=x")
    assert "Sign in" in asked.words
    done = asked.send("/signin", {"email": ada.email, "password": PASSWORD})
    assert (done.status, done.location) == (303, "/queue/pending?search=x")
    assert done.follow().status == 200


def test_the_cookie_is_kept_from_scripts_and_other_sites(server: Server, ada: Doorway) -> None:
    answer = enter(stranger(server), ada.email).answer
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=payables_sandbox_session_")
    for part in ("Path=/", "HttpOnly", "SameSite=Lax", "Max-Age=1209600"):
        assert f"; {part}" in cookie
    assert "Domain" not in cookie


def test_a_wrong_password_says_so_and_keeps_the_address_only(server: Server, ada: Doorway) -> None:
    seen = enter(stranger(server), ada.email, "wrong password 1")
    assert seen.status == 401 and "do not belong together" in seen.words
    assert seen.form("/signin").fields["email"] == ada.email
    assert "wrong password 1" not in seen.text
    assert "set-cookie" not in seen.answer.headers


def test_after_five_failures_the_page_says_until_when_to_wait(server: Server, ada: Doorway) -> None:
    browser = stranger(server)
    email = f"nobody-{ada.email}"
    for _ in range(5):
        assert enter(browser, email, "wrong password 1").status == 401
    seen = enter(browser, email, "wrong password 1")
    assert seen.status == 429 and "UTC" in seen.words and seen.answer.headers.get("retry-after")


@pytest.mark.parametrize(
    "next",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie:x=1",
        "/signin",
        "/signout",
        "/\t/evil.example",
        "queue",
        "/" + "x" * 3000,
    ],
)
def test_nobody_is_sent_anywhere_else(server: Server, ada: Doorway, next: str) -> None:
    browser = stranger(server)
    seen = browser.open("/signin").send("/signin", {"email": ada.email, "password": PASSWORD, "next": next})
    assert (seen.status, seen.location) == (303, "/")


def test_another_sites_form_signs_nobody_in(server: Server, ada: Doorway) -> None:
    """Login CSRF: the victim would work in the attacker's account."""
    for headers in (
        {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"origin": "https://evil.example", "sec-fetch-site": ""},
        {"origin": "http://127.0.0.1:1", "sec-fetch-site": "same-site"},
    ):
        answer = stranger(server).post("/signin", data={"email": ada.email, "password": PASSWORD}, headers=headers)
        assert answer.status_code == 403 and "set-cookie" not in answer.headers


def test_a_session_that_was_planted_is_not_the_one_that_is_signed_in(server: Server, ada: Doorway) -> None:
    planted = Mint("sandbox", server.secret_key).make("session")
    browser = Browser(server.base_url, {COOKIE: planted})
    done = enter(browser, ada.email)
    assert done.status == 303 and planted not in done.answer.headers["set-cookie"]
    assert ada.session(type(ada.first)(planted, ada.first.ends_at)) is None


def test_a_cookie_of_the_other_environment_is_no_session(server: Server, ada: Doorway) -> None:
    secret = Mint("production", server.secret_key).make("session")
    for name in (COOKIE, "payables_production_session"):
        browser = Browser(server.base_url, {name: secret})
        assert browser.get("/queue/pending").headers["location"].startswith("/signin")


@pytest.mark.parametrize("cookie", ["", "x", '"', "a" * 7000, "payables_sandbox_session_x; y=z"])
def test_a_cookie_that_is_none_is_no_session(server: Server, cookie: str) -> None:
    answer = stranger(server).get("/queue/pending", headers={"cookie": f"{COOKIE}={cookie}"})
    assert answer.status_code == 303


def test_whoever_is_signed_in_goes_on_at_once(server: Server, ada: Doorway) -> None:
    browser = stranger(server)
    enter(browser, ada.email)
    answer = browser.get("/signin?next=/queue/ready")
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue/ready")


def test_signing_out_ends_the_session_and_takes_the_cookie(server: Server, ada: Doorway) -> None:
    browser = stranger(server)
    enter(browser, ada.email)
    kept = browser.cookies.get(COOKIE)
    done = browser.open("/").send("/signout")
    assert done.location == "/signin?said=signed_out" and "Max-Age=0" in done.answer.headers["set-cookie"]
    assert "You are signed out" in done.follow().words
    again = Browser(server.base_url, {COOKIE: kept or ""})
    assert again.get("/queue/pending").status_code == 303


def test_signing_out_of_a_session_that_has_ended_is_no_error(server: Server, ada: Doorway) -> None:
    assert stranger(server).post("/signout", data={}).headers["location"].startswith("/signin")


def test_the_second_factor_is_asked_for_on_a_page_of_its_own(server: Server, ada: Doorway) -> None:
    server.clock.stand_still()
    secret, codes = ada.switch_on(ada.first)
    browser = stranger(server)
    asked = enter(browser, ada.email, path="/signin?next=/queue/ready")
    assert asked.location == "/signin/code?next=%2Fqueue%2Fready"
    assert browser.get("/queue/pending").headers["location"].startswith("/signin")
    page = asked.follow()
    wrong = page.send("/signin/code", {"code": "000000"})
    assert wrong.status == 401 and "This code is not right" in wrong.words
    done = wrong.send("/signin/code", {"code": ada.code_now(secret, 1)})
    assert done.location == "/queue/ready" and done.follow().status == 200
    other = stranger(server)
    assert enter(other, ada.email).follow().send("/signin/code", {"code": codes[0]}).location == "/"


def test_no_code_is_asked_for_without_a_password(server: Server, ada: Doorway) -> None:
    seen = stranger(server).open("/signin/code")
    assert [form.action for form in seen.forms] == ["/signin"]


def test_what_a_browser_calls_itself_stays_text(server: Server, ada: Doorway) -> None:
    browser = stranger(server)
    browser.headers["user-agent"] = "<script>alert(1)</script>" + "x" * 5000
    enter(browser, ada.email)
    seen = browser.open("/me")
    assert seen.status == 200 and "<script>alert" not in seen.text


def test_a_password_of_ten_thousand_characters_is_a_wrong_one(server: Server, ada: Doorway) -> None:
    assert enter(stranger(server), ada.email, "x" * 10_000).status == 401


def test_a_form_with_half_a_character_is_refused(server: Server) -> None:
    answer = stranger(server).post(
        "/signin",
        content=b"email=a%00b%40c.example&password=%ed%a0%80",
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code in (400, 401)


def test_whoever_still_owes_the_code_reaches_nothing_else(server: Server, ada: Doorway) -> None:
    server.clock.stand_still()
    ada.switch_on(ada.first)
    browser = stranger(server)
    page = enter(browser, ada.email).follow()
    token = page.form("/signin/code").fields["_token"]
    for path in ("/me", "/me/second-factor", "/switch", "/operator", "/queue/pending", "/"):
        assert browser.get(path).headers["location"].startswith("/signin")
    for path in (
        "/me/second-factor/off",
        "/me/password",
        "/me/sessions/end-others",
        "/switch/account",
        "/operator/jobs/retry",
    ):
        typed = {"_token": token, "password": PASSWORD, "present": PASSWORD, "account": str(ada.tenant.account_id)}
        assert browser.post(path, data=typed).status_code == 401
    assert ada.session(ada.first) and ada.sign_in().second_factor_pending


def test_over_tls_the_cookie_is_bound_to_this_host_and_to_tls(server: Server, ada: Doorway) -> None:
    front = make_front(replace(server.parts, settings=https(server.settings)))
    transport = httpx2.ASGITransport(app=front, client=("192.0.2.1", 40000))

    async def sign_in() -> httpx2.Response:
        headers = {"origin": "https://pay.example", "sec-fetch-site": "same-origin", "accept": "text/html"}
        async with httpx2.AsyncClient(transport=transport, base_url="https://pay.example") as client:
            return await client.post("/signin", data={"email": ada.email, "password": PASSWORD}, headers=headers)

    answer = server.run(sign_in())
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-payables_sandbox_session=") and cookie.endswith("; Secure")
    assert "max-age" in answer.headers["strict-transport-security"]


def https(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, base_url="https://pay.example")
