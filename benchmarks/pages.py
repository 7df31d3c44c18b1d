"""`python -m benchmarks.pages`: what the dashboard's pages weigh, and how soon there is something to see.

The pages of an account with some hundred invoices are opened in Chromium as a person opens them: bytes over the wire with nothing
kept from before, without the picture of the document, and milliseconds from the click to the first paint (first-contentful-paint,
the median of several), with nothing kept and with style and scripts kept from the page before; and the milliseconds of the
server alone. Figures depend on the machine: nothing is asserted.
"""

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Callable
from typing import TypeVar

import httpx2
from playwright.sync_api import Browser, Page
from tests.harness.chromium import browsing, chromium, context_of, first_paint, weight

from benchmarks.cases import Account, invoice
from benchmarks.deployment import Deployment, signed_in, wait_until_ready
from benchmarks.load import filled
from payables.access.actions.open_session import open_session
from payables.access.model import Mint
from payables.access.model.people import Visitor, cookie_name
from payables.access.queries.door import at_the_door
from payables.access.store.logins import login_of
from payables.app.provision import Credentials
from payables.kit.ids import racc
from payables.platform import logs

T = TypeVar("T")

ADA = "ada@pages.example"
ORG = f"""
accounts:
  - name: Pages
    key: pages
    plan: {{name: Bench, requests_per_second: 1000000, burst: 1000000, daily_quota: null}}
    features: [instant_capture, purchase_orders, catalog_match, approvals]
    approval_mode: single
    companies:
      - {{key: pages-inc, name: Pages Inc, currency: USD, locations: [{{key: pages-main, name: Main Street}}]}}
    people:
      - {{email: {ADA}, first_name: Ada, last_name: Marsh, role: Administrator - Full, locations: all}}
    api_users:
      - {{name: erp, scope: account, role: Administrator - Full, clients: [{{name: main}}]}}
"""
PAGES = ("/queue/needs-attention", "/queue/all", "/uploads", "/vendors", "/overview", "/exports", "/policies", "/help")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--invoices", type=int, default=300, help="invoices of the account (300)")
    parser.add_argument("--rounds", type=int, default=15, help="times that each page is opened (15)")
    arguments = parser.parse_args()
    path = chromium(whole=True)
    if path is None:
        sys.exit("no Chromium: install it (Debian: apt-get install chromium), or name it in PAYABLES_CHROMIUM")
    logs.configure("warning")
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(ORG))["pages/erp"]
        deployment.serve()
        wait_until_ready(deployment.base_url)
        first = _fill(deployment, credentials, arguments.invoices)
        cookie = asyncio.run(signed_in_person(deployment, credentials, ADA))
        print(f"{'page':28} {'weight':>9} {'first paint':>12} {'again':>8} {'server':>8}")
        with browsing(path) as browser:
            for page in (*PAGES, f"/invoices/{first}"):
                _measure(browser, deployment.base_url, cookie, page, arguments.rounds)


def _fill(deployment: Deployment, credentials: Credentials, count: int) -> str:
    """The id of an invoice of five lines."""
    headers = signed_in(deployment.base_url, credentials)
    with httpx2.Client(base_url=deployment.base_url, headers=headers, trust_env=False) as api:
        structure = f"/v1/accounts/{racc(credentials.account_id)}"
        company, location = (
            api.get(f"{structure}/{what}").raise_for_status().json()["results"][0]["id"]
            for what in ("companies", "locations")
        )
        vendor = {"ottimate_company_id": company, "erp_vendor_id": "FIRST", "erp_vendor_name": "Orchard Foods"}
        made = api.post("/v1/vendors", json=vendor).raise_for_status().json()["id"]
        account = Account(credentials, headers, company, location, made)
        for n in range(count):
            body = filled(httpx2.Request("POST", "http://x", json=invoice(account)).read(), b"%010x" % n)
            answer = api.post("/v1/invoices", content=body, headers={"Content-Type": "application/json"})
        return answer.raise_for_status().json()["id"]


async def signed_in_person(deployment: Deployment, credentials: Credentials, email: str) -> tuple[str, str]:
    """Name and value of the person's session cookie."""
    async with deployment.parts() as parts:
        async with at_the_door(parts.database) as door:
            login = await login_of(door, email)
            visitor = Visitor("127.0.0.1", "benchmark")
            mint = Mint(parts.settings.env, parts.secret_key)
            opened = await open_session(door, mint, login, visitor, account_id=credentials.account_id, company_id=None)
        return cookie_name(parts.settings.env, secure=False), opened.secret


def _measure(browser: Browser, base_url: str, cookie: tuple[str, str], page: str, rounds: int) -> None:
    """A line of the table."""
    fresh = [_in_a_new_tab(browser, base_url, cookie, lambda tab: first_paint(tab, page)) for _ in range(rounds)]
    bytes_ = _in_a_new_tab(browser, base_url, cookie, lambda tab: weight(tab, page))
    again = _in_a_new_tab(
        browser,
        base_url,
        cookie,
        lambda tab: [first_paint(tab, "/help") and first_paint(tab, page) for _ in range(rounds)],
    )
    server = _server(base_url, cookie, page, rounds)
    name = page if len(page) < 28 else "/invoices/{id}"
    print(
        f"{name:28} {bytes_ / 1000:6.1f} kB {statistics.median(fresh):9.0f} ms {statistics.median(again):5.0f} ms {server:5.1f} ms"
    )


def _in_a_new_tab(browser: Browser, base_url: str, cookie: tuple[str, str], look: Callable[[Page], T]) -> T:
    context = context_of(browser, base_url, cookie)
    try:
        return look(context.new_page())
    finally:
        context.close()


def _server(base_url: str, cookie: tuple[str, str], page: str, rounds: int) -> float:
    """Milliseconds from request to answer over a kept connection, the median."""
    spent: list[float] = []
    with httpx2.Client(base_url=base_url, cookies=dict([cookie]), trust_env=False) as client:
        for _ in range(rounds + 1):
            started = time.monotonic()
            client.get(page, follow_redirects=True).raise_for_status()
            spent.append((time.monotonic() - started) * 1000)
    return statistics.median(spent[1:])


if __name__ == "__main__":
    main()
