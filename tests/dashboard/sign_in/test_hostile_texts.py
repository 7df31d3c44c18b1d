"""What people and accounts are called stays text on the pages of signing in and of the installation."""

import lxml.etree
import lxml.html
import pytest
from tests.access.doorway import Doorway
from tests.dashboard.operator.test_operator_pages import browser_of

from harness.server import Server
from harness.tenants import Tenant
from payables.access.actions.name_operator import name_operator
from payables.access.model.people import Visitor

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus=alert(1) autofocus='",
    "{{ 7*7 }}{% raw %}",
    "</textarea><svg onload=alert(1)>",
    "&lt;b&gt; \u202e right to left 🦊\u0301",
    "x" * 500,
]
RENAME = """
WITH a AS (UPDATE accounts SET name = $2 WHERE account_id = $1), c AS (UPDATE companies SET name = $2 WHERE account_id = $1)
UPDATE users SET first_name = $2, last_name = $2 WHERE account_id = $1
"""


def markup_of(page: str) -> list[str]:
    """What would run: elements and attributes that no page of ours has."""
    elements = list(lxml.html.fromstring(page).iter(lxml.etree.Element))
    handlers = [f"{element.tag} {name}" for element in elements for name in element.attrib if name.startswith("on")]
    scripts = [element.text for element in elements if element.tag == "script" and not element.get("src")]
    return [*handlers, *scripts, *(element.tag for element in elements if element.tag in ("img", "iframe", "object"))]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_name_is_never_markup(server: Server, tenant: Tenant, text: str) -> None:
    ada = Doorway(server, tenant)
    ada.at_door(lambda door: name_operator(door, ada.email, Visitor(text, text), is_operator=True))

    async def rename() -> None:
        async with server.database.transaction(tenant.account_id) as tx:
            await tx.execute(RENAME, tx.account_id, text)

    server.run(rename())
    client = browser_of(ada)
    key = tenant.key
    for path in (
        "/me",
        "/switch",
        f"/operator/accounts?search={key}",
        f"/operator/accounts/{key}",
        f"/operator/org-file?account={key}",
    ):
        answer = client.get(path)
        assert answer.status_code == 200
        assert markup_of(answer.text) == [], path


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_typed_into_the_sign_in_comes_back_as_text(server: Server, tenant: Tenant, text: str) -> None:
    ada = Doorway(server, tenant)
    client = browser_of(ada)
    client.cookies.clear()
    seen = client.open(f"/signin?next={text}&said={text}")
    wrong = seen.send("/signin", {"email": text, "password": text, "next": f"/{text}", "_carried": text})
    assert wrong.status in (401, 429)
    assert markup_of(wrong.text) == []
