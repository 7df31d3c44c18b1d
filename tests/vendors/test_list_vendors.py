"""GET /v1/vendors."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from harness.api import Api, error_of, fields_of
from harness.tenants import Tenant


def vendor(tenant: Tenant, number: int, company: str = "east") -> dict[str, Any]:
    sent = {
        "ottimate_company_id": tenant.company(company),
        "erp_vendor_id": f"V-{number}",
        "erp_vendor_name": f"Vendor {number}",
    }
    answer = tenant.api().post("/v1/vendors", json=sent)
    assert answer.status_code == 201
    return answer.json()["vendor"]


@pytest.fixture
def vendors(tenant: Tenant) -> list[dict[str, Any]]:
    """Two of the east company and one of the west, oldest first."""
    return [vendor(tenant, 1), vendor(tenant, 2), vendor(tenant, 3, "west")]


def test_the_newest_comes_first_with_all_fields(api: Api, vendors: list[dict[str, Any]]) -> None:
    answer = api.get("/v1/vendors").json()
    assert answer.pop("vendors") == vendors[::-1]
    assert answer == {"version": "1.0.0", "count": 3, "page": 1, "limit": 20}


def test_vendors_of_one_moment_are_ordered_by_id(api: Api, tenant: Tenant) -> None:
    rows = [{"erp_vendor_id": f"V-{n}", "erp_vendor_name": "same"} for n in range(30)]
    api.post("/v1/vendors/bulk", json={"ottimate_company_id": tenant.company(), "vendors": rows})
    first = api.get("/v1/vendors").json()["vendors"]
    second = api.get("/v1/vendors?page=2").json()["vendors"]
    ids = [shown["id"] for shown in first + second]
    assert len(ids) == 30
    assert ids == sorted(ids, reverse=True)


def test_pages_cover_all_and_the_one_past_the_end_is_empty(api: Api, vendors: list[dict[str, Any]]) -> None:
    seen = [api.get("/v1/vendors", params={"limit": 1, "page": page}).json() for page in (1, 2, 3, 4)]
    assert [answer["vendors"] for answer in seen] == [[vendors[2]], [vendors[1]], [vendors[0]], []]
    assert {answer["count"] for answer in seen} == {3}
    assert api.get("/v1/vendors?page=0").json()["page"] == 1


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=1000000000", "limit=1e9", "limit=x", "limit="])
def test_a_bad_limit_is_refused(shared_tenant: Tenant, query: str) -> None:
    assert shared_tenant.api().get(f"/v1/vendors?{query}").status_code == 400


@pytest.mark.parametrize("query", ["page=-1", "page=x", "page=1.5", "page=99999999999999999999", "detail=full"])
def test_a_bad_parameter_is_refused(shared_tenant: Tenant, query: str) -> None:
    answer = shared_tenant.api().get(f"/v1/vendors?{query}")
    assert answer.status_code == 400
    assert list(fields_of(answer)) == [query.split("=")[0]]


def test_basic_detail_is_the_object_of_the_guides_list(api: Api, vendors: list[dict[str, Any]]) -> None:
    names = ("id", "ottimate_company_id", "erp_vendor_id", "erp_vendor_name")
    shown = api.get("/v1/vendors?detail=basic").json()["vendors"]
    assert shown == [{name: sent[name] for name in names} for sent in vendors[::-1]]


def test_the_company_filter(api: Api, tenant: Tenant, vendors: list[dict[str, Any]]) -> None:
    answer = api.get("/v1/vendors", params={"ottimate_company_id": tenant.company("west")}).json()
    assert (answer["count"], answer["vendors"]) == (1, [vendors[2]])


def test_another_accounts_company_is_unknown(api: Api, other_tenant: Tenant, vendors: list[dict[str, Any]]) -> None:
    answer = api.get("/v1/vendors", params={"ottimate_company_id": other_tenant.company()})
    assert (answer.status_code, error_of(answer)) == (404, "not_found")
    assert other_tenant.api().get("/v1/vendors").json()["count"] == 0


@pytest.mark.parametrize("sent", ["0", "-1", "abc", "1.5", str(2**40)])
def test_what_can_be_no_company_is_refused(shared_tenant: Tenant, sent: str) -> None:
    assert shared_tenant.api().get("/v1/vendors", params={"ottimate_company_id": sent}).status_code == 400


@pytest.mark.parametrize("user", ["east", "main"])
def test_a_scope_shows_its_companies_only(tenant: Tenant, vendors: list[dict[str, Any]], user: str) -> None:
    api = tenant.api(user)
    assert api.get("/v1/vendors").json()["vendors"] == [vendors[1], vendors[0]]
    assert api.get("/v1/vendors", params={"ottimate_company_id": tenant.company()}).json()["count"] == 2
    answer = api.get("/v1/vendors", params={"ottimate_company_id": tenant.company("west")})
    assert (answer.status_code, error_of(answer)) == (403, "out_of_scope")


def test_without_credentials_nothing_is_shown(tenant: Tenant) -> None:
    assert Api(tenant.server.base_url).get("/v1/vendors").status_code == 401


def test_windows_of_change_include_both_ends(api: Api, vendors: list[dict[str, Any]]) -> None:
    middle = vendors[1]["last_modified_date_utc"]
    assert _ids(api, last_modified_date_from_utc=middle) == [vendors[2]["id"], vendors[1]["id"]]
    assert _ids(api, last_modified_date_to_utc=middle) == [vendors[1]["id"], vendors[0]["id"]]
    both = {"last_modified_date_from_utc": middle, "last_modified_date_to_utc": middle}
    assert _ids(api, **both) == [vendors[1]["id"]]


def test_an_offset_is_the_same_instant(api: Api, vendors: list[dict[str, Any]]) -> None:
    instant = datetime.fromisoformat(vendors[2]["last_modified_date_utc"])
    abroad = (instant + timedelta(hours=2)).replace(tzinfo=None).isoformat() + "+02:00"
    assert _ids(api, last_modified_date_from_utc=abroad) == [vendors[2]["id"]]


def test_plain_dates_are_utc_and_need_no_company(api: Api, tenant: Tenant, vendors: list[dict[str, Any]]) -> None:
    today = datetime.now(UTC).date()
    assert len(_ids(api, last_modified_date_from=f"{today - timedelta(days=1)}")) == 3
    assert _ids(api, last_modified_date_to=f"{today - timedelta(days=1)} 23:59:59") == []
    assert len(_ids(api, last_modified_date_from=f"{today}", ottimate_company_id=tenant.company())) == 2


def test_the_utc_twin_goes_before_the_plain_one(api: Api, vendors: list[dict[str, Any]]) -> None:
    past = {"last_modified_date_from": "not looked at", "last_modified_date_from_utc": "2020-01-01T00:00:00Z"}
    assert len(_ids(api, **past)) == 3


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("last_modified_date_from=2024-02-30", "last_modified_date_from"),
        ("last_modified_date_to=yesterday", "last_modified_date_to"),
        ("last_modified_date_from=2024-01-01T00:00:00Z", "last_modified_date_from"),
        ("last_modified_date_from_utc=2024-13-01", "last_modified_date_from_utc"),
        ("last_modified_date_to_utc=0000-00-00", "last_modified_date_to_utc"),
        ("last_modified_date_from=2024-02-02&last_modified_date_to=2024-02-01", "last_modified_date_from"),
    ],
)
def test_a_date_that_is_none_is_named(shared_tenant: Tenant, query: str, field: str) -> None:
    answer = shared_tenant.api().get(f"/v1/vendors?{query}")
    assert answer.status_code == 400
    assert list(fields_of(answer)) == [field]


def _ids(api: Api, **query: Any) -> list[int]:
    answer = api.get("/v1/vendors", params=query)
    assert answer.status_code == 200, answer.text
    return [shown["id"] for shown in answer.json()["vendors"]]


def test_vendors_are_found_by_words_of_their_name_and_id_the_nearest_first(api: Api, tenant: Tenant) -> None:
    for erp_id, name in (("77", "Zwilling & Söhne"), ("A-77", "Zwilling"), ("B-1", "Old Zwilling 77 Works")):
        body = {"ottimate_company_id": tenant.company(), "erp_vendor_id": erp_id, "erp_vendor_name": name}
        assert api.post("/v1/vendors", json=body).status_code == 201
    by_id = api.get("/v1/vendors", params={"search": "77"}).json()["vendors"]
    assert [one["erp_vendor_id"] for one in by_id] == ["77", "B-1", "A-77"]
    by_words = api.get("/v1/vendors", params={"search": "zwil söhne"}).json()["vendors"]
    assert [one["erp_vendor_id"] for one in by_words] == ["77"]
    assert api.get("/v1/vendors", params={"search": "nobody"}).json()["count"] == 0
