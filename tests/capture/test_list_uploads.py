"""GET /v1/invoices/uploads (contract/invoices-and-catalog.md section 2.3)."""

import pytest

from harness.api import error_of, fields_of
from harness.tenants import Tenant
from harness.worker import paper, sent, uploads


def test_the_newest_come_first_and_pages_follow_each_other(tenant: Tenant) -> None:
    references = [sent(tenant, paper(), f"{n}.pdf") for n in range(5)]
    assert [u["id"] for u in uploads(tenant)] == references[::-1]
    answer = tenant.api().get("/v1/invoices/uploads", params={"page": 2, "limit": 2}).json()
    assert (answer["version"], answer["count"], answer["page"], answer["limit"]) == ("1.0.0", 5, 2, 2)
    assert [u["id"] for u in answer["results"]] == references[::-1][2:4]
    assert tenant.api().get("/v1/invoices/uploads", params={"page": 9}).json()["results"] == []


def test_a_location_narrows_the_list(tenant: Tenant) -> None:
    main = sent(tenant, paper())
    park = sent(tenant, paper(), location=tenant.location("park"))
    assert [u["id"] for u in uploads(tenant, ottimate_location_id=tenant.location("park"))] == [park]
    assert [u["id"] for u in uploads(tenant, ottimate_location_id=tenant.location("main"))] == [main]


def test_the_scope_narrows_the_list(tenant: Tenant) -> None:
    main = sent(tenant, paper())
    park = sent(tenant, paper(), location=tenant.location("park"))
    sent(tenant, paper(), location=tenant.location("hafen"))

    def seen(user: str) -> list[str]:
        return [u["id"] for u in tenant.api(user).get("/v1/invoices/uploads").json()["results"]]

    assert (seen("east"), seen("main")) == ([park, main], [main])


def test_another_account_sees_nothing_of_it(tenant: Tenant, other_tenant: Tenant) -> None:
    sent(tenant, paper())
    assert uploads(other_tenant, all="true") == []


def test_a_location_of_another_account_does_not_exist_and_one_outside_the_scope_is_refused(
    tenant: Tenant, other_tenant: Tenant
) -> None:
    foreign = tenant.api().get("/v1/invoices/uploads", params={"ottimate_location_id": other_tenant.location()})
    outside = tenant.api("east").get("/v1/invoices/uploads", params={"ottimate_location_id": tenant.location("hafen")})
    assert (foreign.status_code, error_of(foreign)) == (404, "not_found")
    assert (outside.status_code, error_of(outside)) == (403, "out_of_scope")


@pytest.mark.parametrize(
    "query", [{"limit": 0}, {"limit": 10**9}, {"page": -1}, {"ottimate_location_id": "x"}, {"all": "maybe"}]
)
def test_malformed_parameters_are_named(shared_tenant: Tenant, query: dict[str, object]) -> None:
    answer = shared_tenant.api().get("/v1/invoices/uploads", params=query)
    assert answer.status_code == 400
    assert fields_of(answer)


def test_a_client_that_may_only_read_sees_the_list(shared_tenant: Tenant) -> None:
    assert shared_tenant.api("reader").get("/v1/invoices/uploads/").status_code == 200


def test_named_ones_are_listed_whatever_became_of_them(tenant: Tenant, other_tenant: Tenant) -> None:
    one, two, _ = (sent(tenant, paper()) for _ in range(3))
    of_others = sent(other_tenant, paper())
    sent(tenant, paper(), location=tenant.location("park"))
    asked = f"{one}, {two.upper()},{of_others}"
    assert [row["id"] for row in uploads(tenant, reference_ids=asked)] == [two, one]
    first = tenant.api().get("/v1/invoices/uploads", params={"reference_ids": asked, "limit": 1, "page": 2}).json()
    assert (first["count"], [row["id"] for row in first["results"]]) == (2, [one])


@pytest.mark.parametrize("ids", ["", "x", "1,,2", ",".join(["01a2003b-ae22-718e-ab9f-625bb919e165"] * 101)])
def test_what_names_no_uploads_is_refused(shared_tenant: Tenant, ids: str) -> None:
    refused = shared_tenant.api().get("/v1/invoices/uploads", params={"reference_ids": ids})
    assert (refused.status_code, fields_of(refused)) == (400, {"reference_ids": "invalid_id"})
