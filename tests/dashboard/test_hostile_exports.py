"""Texts that people write into mappings, keys and reasons stand on pages as texts."""

import re
from itertools import cycle

import pytest

from harness.dashboard import browser
from harness.exports import export, ready_invoice, sent_export, step
from harness.hostile_strings import STRINGS
from harness.server import Server
from harness.tenants import Tenant


def tags(text: str) -> str:
    """What stands between < and >, quoted values left out."""
    return " ".join(re.sub(r'"[^"]*"', '""', tag) for tag in re.findall(r"<[a-zA-Z][^<]*?>", text))


def is_clean(text: str) -> bool:
    return "data-hostile" not in tags(text) and "__hit" not in tags(text)


def takes(tenant: Tenant, path: str, body: dict[str, object]) -> bool:
    """What the API refuses as a whole (control characters) is on no page."""
    return tenant.api().post(path, json=body).is_success


def test_columns_and_names_of_mappings(server: Server, tenant: Tenant) -> None:
    clerk = browser(server, tenant)
    taken = 0
    for start in range(0, len(STRINGS), 40):
        words = STRINGS[start : start + 40]
        columns = [{"header": word[:200] or "x", "constant": word[:1000] or "x"} for word in words]
        body = {"ottimate_company_id": tenant.company(), "format": "csv", "columns": columns}
        taken += takes(tenant, "/v1/export-mappings", {**body, "name": f"{words[0][:150]} {start}"})
    found = tenant.api().get("/v1/export-mappings", params={"limit": 100}).json()["results"]
    assert taken > 0 and len(found) == taken
    for path in ["/exports", "/exports/mappings", *(f"/exports/mappings/{one['id']}" for one in found)]:
        page = clerk.open(path)
        assert page.status == 200 and is_clean(page.text), path


def test_labels_of_keys_and_names_of_clients(server: Server, tenant: Tenant) -> None:
    taken = sum(takes(tenant, "/v1/api-keys", {"label": word[:100]}) for word in STRINGS[::6])
    user = tenant.api().get("/v1/users", params={"kind": "api"}).json()["results"][0]["id"]
    taken += sum(takes(tenant, "/v1/oauth-clients", {"user_id": user, "name": word[:100]}) for word in STRINGS[3::6])
    assert taken > 40
    clerk = browser(server, tenant)
    for path in ("/integration", "/integration/requests", "/history"):
        page = clerk.open(path)
        assert page.status == 200 and is_clean(page.text), path


def test_reasons_of_jobs(server: Server, tenant: Tenant) -> None:
    clerk = browser(server, tenant)
    words = cycle(word for word in STRINGS if word.strip())
    for _ in range(6):
        invoice = ready_invoice(tenant)
        job = sent_export(tenant)
        rejected = {"invoice_id": invoice["invoice_id"], "outcome": "rejected", "reason": next(words)}
        step(tenant, job, "acknowledge", invoices=[rejected])
        ready_invoice(tenant)
        failed = export(tenant)
        step(tenant, failed, "fail", reason=next(words))
        for path in (f"/exports/{job['id']}", f"/exports/{failed['id']}", "/exports"):
            page = clerk.open(path)
            assert page.status == 200 and is_clean(page.text), path
        assert tenant.api().post("/v1/exports", json={"ottimate_company_id": tenant.company()}).status_code < 500


@pytest.mark.parametrize("path", ["/exports", "/exports/stuck", "/integration/requests", "/history"])
def test_what_stands_in_an_address(server: Server, tenant: Tenant, path: str) -> None:
    clerk = browser(server, tenant)
    names = ("state", "code", "path", "request_id", "error", "user_id", "action", "subject_type", "said")
    for word in STRINGS[::8]:
        page = clerk.get(path, params=dict.fromkeys(names, word))
        assert page.status_code in (200, 400), word
        assert is_clean(page.text), word


def test_the_control_would_see_it() -> None:
    assert not is_clean("<p><img src=x data-hostile onerror=__hit()></p>")
    assert is_clean('<input value="&lt;img data-hostile onerror=__hit()&gt;">&lt;img data-hostile&gt;')
