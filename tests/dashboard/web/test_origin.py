"""Nothing is changed by what another site makes a browser send."""

from typing import Any

import pytest

from harness.dashboard import browser
from harness.server import Server
from harness.tenants import Tenant

FOREIGN: list[dict[str, Any]] = [
    {"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
    {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:9"},
    {"sec-fetch-site": None, "origin": "https://evil.example"},
    {"sec-fetch-site": None, "origin": "null"},
    {"sec-fetch-site": None, "origin": "http://["},
    {"sec-fetch-site": None, "origin": None},
    {"sec-fetch-site": "same-origin", "origin": "https://evil.example"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_form_of_another_site_is_refused(server: Server, tenant: Tenant, headers: dict[str, Any]) -> None:
    client = browser(server, tenant)
    token = client.open("/help").form("/signout").fields["_token"]
    for name, value in headers.items():
        if value is None:
            client.headers.pop(name, None)
        else:
            client.headers[name] = value
    answer = client.post("/signout", data={"_token": token})
    assert (answer.status_code, "from another site" in answer.text) == (403, True)
    assert client.get("/queue/pending").status_code == 200


def test_a_proxy_that_names_another_host_keeps_nobody_from_sending_forms(server: Server, tenant: Tenant) -> None:
    client = browser(server, tenant)
    form = client.open("/help").form("/signout")
    client.headers |= {"host": "payables.internal", "origin": server.settings.base_url, "sec-fetch-site": "same-origin"}
    assert client.post("/signout", data=form.fields).status_code == 303


def test_a_form_of_another_sign_in_is_refused(server: Server, tenant: Tenant) -> None:
    one, two = browser(server, tenant), browser(server, tenant)
    token = one.open("/help").form("/signout").fields["_token"]
    for sent in ({"_token": token}, {"_token": ""}, {}):
        answer = two.post("/switch/company", data={**sent, "company": tenant.company("east")})
        assert (answer.status_code, "another sign-in" in answer.text) == (409, True)
    assert two.get("/queue/pending").status_code == 200
