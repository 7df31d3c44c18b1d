"""Lists with more rows than a page holds: the next page shows the others, and a filter that is none is told above the list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from extraction.papers import pdf
from harness.approvals import email, notices_of
from harness.browser_client import Seen
from harness.dashboard import browser
from harness.invoices import make_invoice, make_vendor
from harness.policies import make_policy
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import send
from payables.dashboard.pages.lists import PER_PAGE

ROWS = PER_PAGE + 1


@dataclass(frozen=True)
class List:
    """`make` fills it and returns the path, and words of each row that stand in no other."""

    make: Callable[[Tenant], tuple[str, list[str]]]
    advanced: bool = False


def _invoices(path: str) -> Callable[[Tenant], tuple[str, list[str]]]:
    def make(tenant: Tenant) -> tuple[str, list[str]]:
        vendor = make_vendor(tenant)
        return path, [f">{make_invoice(tenant, vendor=vendor)['number']}<" for _ in range(ROWS)]

    return make


def _notices(tenant: Tenant) -> tuple[str, list[str]]:
    vendor = make_vendor(tenant)
    for _ in range(ROWS):
        invoice, body = make_invoice(tenant, vendor=vendor), {"text": f"@{email(tenant, 'bo')} look"}
        assert tenant.api().post(f"/v1/invoices/{invoice['id']}/comments", json=body).status_code == 201
    return "/notices", [f"/notices/{one['id']}/open" for one in notices_of(tenant, "bo")]


def _stand_ins(tenant: Tenant) -> tuple[str, list[str]]:
    for number in range(ROWS):
        body = {"user": {"email": email(tenant, "bo")}, "stand_in": {"email": email(tenant, "ada")}}
        made = tenant.api().post("/v1/stand-ins", json={**body, "note": f"Away {number:03}"})
        assert made.status_code == 201, made.text
        assert tenant.api().delete(f"/v1/stand-ins/{made.json()['stand_in']['id']}").status_code == 200
    return "/stand-ins", [f"Away {number:03}" for number in range(ROWS)]


def _policies(tenant: Tenant) -> tuple[str, list[str]]:
    names = [f"Policy {number:03}" for number in range(ROWS)]
    for name in names:
        make_policy(tenant, name, "bo")
    return "/policies", names


def _versions(tenant: Tenant) -> tuple[str, list[str]]:
    policy = make_policy(tenant, "Called 000", "bo")
    names = [f"Called {number:03}" for number in range(ROWS)]
    path = f"/v1/approval-policies/{policy['id']}"
    for name in names[1:]:
        assert tenant.api().patch(path, json={"name": name}).status_code == 200
    return f"/policies/{policy['id']}/versions", names


def _uploads(tenant: Tenant) -> tuple[str, list[str]]:
    names = [f"file-{number:03}.pdf" for number in range(ROWS)]
    for name in names:
        assert send(tenant, pdf(((72, 700, name),)), name).status_code == 200
    return "/uploads", names


LISTS = {
    "queue": List(_invoices("/queue/pending")),
    "my approvals": List(_invoices("/queue/my-approvals")),
    "notices": List(_notices),
    "stand-ins": List(_stand_ins),
    "policies": List(_policies, advanced=True),
    "versions": List(_versions, advanced=True),
    "uploads": List(_uploads),
}


@pytest.mark.parametrize("name", sorted(LISTS))
def test_the_second_page_shows_the_other_rows(server: Server, new_tenant: Any, name: str) -> None:
    found = LISTS[name]
    tenant = new_tenant(approval_mode="advanced") if found.advanced else new_tenant()
    path, words = found.make(tenant)
    who = browser(server, tenant, email=email(tenant, "bo" if name == "notices" else "ada"))
    first = who.open(path)
    (onward,) = [link for link in first.links if "page=2" in link]
    second = who.open(onward)
    shown = [_rows_of(page, words) for page in (first, second)]
    assert [len(rows) for rows in shown] == [PER_PAGE, ROWS - PER_PAGE]
    assert set().union(*shown) == set(words)


def _rows_of(page: Seen, words: list[str]) -> set[str]:
    table = page.text.split("<tbody")[1]
    return {one for one in words if one in table}


@pytest.mark.parametrize(
    "path",
    [
        "/queue/pending?date_from=x",
        "/queue/my-approvals?due_to=x",
        "/queue/all?page=x",
        "/notices?page=x",
        "/policies?page=x",
        "/stand-ins?page=x",
        "/uploads?location=x",
    ],
)
def test_a_filter_that_is_none_is_told_above_the_list(server: Server, tenant: Tenant, path: str) -> None:
    page = browser(server, tenant).open(path)
    assert page.status == 400
    assert 'class="note bad" role="alert"' in page.text and "/queue/needs-attention" in page.links
