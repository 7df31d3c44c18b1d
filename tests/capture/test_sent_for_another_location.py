"""The same bytes for two locations of a company: read once, and both sides can tell what became of the second file."""

from typing import Any

import pytest

from harness.tenants import Tenant
from harness.worker import finished, paper, sent, upload, uploads


@pytest.fixture
def twice(tenant: Tenant) -> tuple[str, str]:
    """The reference ids of a file that was sent for park, and then for main."""
    data = paper()
    return sent(tenant, data, location=tenant.location("park")), sent(tenant, data)


def seen(tenant: Tenant, user: str, **query: Any) -> list[dict[str, Any]]:
    answer = tenant.api(user).get("/v1/invoices/uploads", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]


def test_who_sees_one_location_is_told_whom_to_ask_and_no_ids(tenant: Tenant, twice: tuple[str, str]) -> None:
    (found,) = seen(tenant, "main", all="true")
    assert (found["id"], found["status"]) == (twice[1], "duplicate")
    assert (found["duplicate_of"], found["invoice_ids"]) == (None, [])
    assert found["error"]["code"] == "sent_for_another_location"
    assert "ask somebody who sees the whole company" in found["error"]["message"]
    assert twice[0] not in str(found) and "Park" not in str(found)


def test_who_sees_the_company_finds_such_files_in_a_list_of_their_own(tenant: Tenant, twice: tuple[str, str]) -> None:
    sent(tenant, paper())
    (found,) = seen(tenant, "east", elsewhere="true")
    assert (found["id"], found["duplicate_of"]) == (twice[1], twice[0])
    assert "sent for Park Lane before" in found["error"]["message"]
    assert "if it belongs to Main Street, change the location of its invoice" in found["error"]["message"]
    assert upload(tenant, twice[0])["error"] is None
    assert seen(tenant, "east", elsewhere="true", ottimate_location_id=tenant.location("park")) == []


def test_a_file_that_was_sent_twice_for_one_location_says_nothing_of_it(tenant: Tenant) -> None:
    data = paper()
    first, second = sent(tenant, data), sent(tenant, data)
    found = upload(tenant, second)
    assert (found["duplicate_of"], found["error"]) == (first, None)
    assert uploads(tenant, elsewhere="true") == []


@pytest.mark.usefixtures("worker")
def test_once_its_invoice_is_brought_to_the_location_it_is_done(tenant: Tenant) -> None:
    data = paper()
    first = finished(tenant, sent(tenant, data, location=tenant.location("park")))
    second = sent(tenant, data)
    assert [one["id"] for one in uploads(tenant, elsewhere="true")] == [second]
    (invoice,) = first["invoice_ids"]
    moved = tenant.api().patch(f"/v1/invoices/{invoice}", json={"ottimate_location_id": tenant.location("main")})
    assert moved.status_code == 200, moved.text
    (found,) = seen(tenant, "main", all="true")
    assert (found["invoice_ids"], found["error"], found["duplicate_of"]) == ([invoice], None, None)
    assert uploads(tenant, elsewhere="true") == []
