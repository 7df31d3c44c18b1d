"""Mapping rules: made, read, changed, deleted, and what they refuse."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from harness.api import error_of, fields_of
from harness.coding import make_rule
from harness.dimensions import make_dimension
from harness.invoices import make_vendor
from harness.tenants import Tenant
from harness.trail import trail


@pytest.fixture
def coded(tenant: Tenant) -> Tenant:
    for number in ("5100", "5200"):
        make_dimension(tenant, "account", number)
    make_dimension(tenant, "department", "D1")
    return tenant


def test_a_rule_is_answered_with_its_conditions_and_dimensions(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    rule = make_rule(coded, {"ACCOUNT": "5100"}, erp_vendor_id=vendor["erp_vendor_id"], sku="A-1")
    assert rule["ottimate_vendor_id"] == vendor["id"]
    assert (rule["erp_vendor_id"], rule["erp_vendor_name"]) == (vendor["erp_vendor_id"], vendor["erp_vendor_name"])
    assert rule["sku"] == "A-1" and rule["item_name"] is None
    assert rule["applies_to"] == "lines"
    assert rule["dimensions"]["ACCOUNT"]["erp_dimension_id"] == "5100"
    assert coded.api().get(f"/v1/mapping-rules/{rule['id']}").json() == rule


def test_rules_are_listed_by_company_and_vendor_newest_first(coded: Tenant) -> None:
    first, second = make_vendor(coded), make_vendor(coded)
    default = make_rule(coded, {"ACCOUNT": "5100"})
    of_first = make_rule(coded, {"ACCOUNT": "5100"}, ottimate_vendor_id=first["id"])
    of_second = make_rule(coded, {"ACCOUNT": "5100"}, ottimate_vendor_id=second["id"])
    api = coded.api()
    listed = api.get("/v1/mapping-rules", params={"ottimate_company_id": coded.company()}).json()
    assert [rule["id"] for rule in listed["results"]] == [of_second["id"], of_first["id"], default["id"]]
    listed = api.get("/v1/mapping-rules", params={"ottimate_vendor_id": first["id"]}).json()
    assert listed["count"] == 1 and listed["results"] == [of_first]
    assert api.get("/v1/mapping-rules", params={"ottimate_company_id": coded.company("west")}).json()["count"] == 0


def test_a_rule_with_the_same_conditions_is_refused_and_named(coded: Tenant) -> None:
    rule = make_rule(coded, {"ACCOUNT": "5100"}, item_name="Crème fraîche")
    body = {"ottimate_company_id": coded.company(), "item_name": "CREME  FRAICHE!", "dimensions": {"DEPARTMENT": "D1"}}
    answer = coded.api().post("/v1/mapping-rules", json=body)
    assert answer.status_code == 409 and error_of(answer) == "mapping_rule_exists"
    assert rule["id"] in answer.json()["code"]


def test_a_change_to_the_conditions_of_another_rule_is_refused(coded: Tenant) -> None:
    first = make_rule(coded, {"ACCOUNT": "5100"}, sku="1")
    second = make_rule(coded, {"ACCOUNT": "5100"}, sku="2")
    answer = coded.api().patch(f"/v1/mapping-rules/{second['id']}", json={"sku": "1"})
    assert answer.status_code == 409 and first["id"] in answer.json()["code"]


def test_a_change_keeps_what_is_not_sent_and_replaces_the_dimensions(coded: Tenant) -> None:
    rule = make_rule(coded, {"ACCOUNT": "5100"}, sku="1", ottimate_location_id=coded.location())
    answer = coded.api().patch(
        f"/v1/mapping-rules/{rule['id']}", json={"ottimate_location_id": None, "dimensions": {"DEPARTMENT": "D1"}}
    )
    changed = answer.json()
    assert changed["sku"] == "1" and changed["ottimate_location_id"] is None
    assert list(changed["dimensions"]) == ["DEPARTMENT"]


def test_a_deleted_rule_is_gone_and_its_conditions_are_free(coded: Tenant) -> None:
    rule = make_rule(coded, {"ACCOUNT": "5100"}, sku="1")
    answer = coded.api().delete(f"/v1/mapping-rules/{rule['id']}")
    assert answer.status_code == 200 and answer.json()["id"] == rule["id"]
    assert coded.api().get(f"/v1/mapping-rules/{rule['id']}").status_code == 404
    make_rule(coded, {"ACCOUNT": "5200"}, sku="1")


def test_what_happens_to_rules_stands_in_the_trail(coded: Tenant) -> None:
    rule = make_rule(coded, {"ACCOUNT": "5100"}, sku="1")
    coded.api().patch(f"/v1/mapping-rules/{rule['id']}", json={"sku": "2"})
    coded.api().delete(f"/v1/mapping-rules/{rule['id']}")
    actions = [(entry["action"], entry["subject_id"]) for entry in trail(coded, "mapping_rule")]
    assert actions == [(f"mapping_rule.{verb}", rule["id"]) for verb in ("created", "changed", "deleted")]


@pytest.mark.parametrize(
    ("body", "field", "kind"),
    [
        ({"dimensions": {}}, "dimensions", "required"),
        ({"dimensions": {"ACCOUNT": "9999"}}, "dimensions.ACCOUNT", "unknown_dimension"),
        ({"dimensions": {"COLOUR": "red"}}, "dimensions.COLOUR", "invalid_type"),
        ({"dimensions": {"ACCOUNT": "5100"}, "ottimate_vendor_id": 99}, "ottimate_vendor_id", "unknown_vendor"),
        ({"dimensions": {"ACCOUNT": "5100"}, "erp_vendor_id": "nobody"}, "erp_vendor_id", "unknown_vendor"),
        ({"dimensions": {"ACCOUNT": "5100"}, "keyword": "--"}, "keyword", "invalid"),
        ({"dimensions": {"ACCOUNT": "5100"}, "keyword": "x" * 201}, "keyword", "too_long"),
        ({"dimensions": {"ACCOUNT": "5100"}, "sku": "a\x07b"}, "sku", "control_character"),
        ({"dimensions": {"ACCOUNT": "5100"}, "sku": "1", "applies_to": "header"}, "applies_to", "invalid"),
        ({"dimensions": {"ACCOUNT": "5100"}, "applies_to": "footer"}, "applies_to", "invalid"),
        ({}, "dimensions", "required"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(coded: Tenant, body: dict[str, object], field: str, kind: str) -> None:
    answer = coded.api().post("/v1/mapping-rules", json={"ottimate_company_id": coded.company(), **body})
    assert answer.status_code == 400, answer.text
    assert fields_of(answer) == {field: kind}
    assert coded.api().get("/v1/mapping-rules").json()["count"] == 0


def test_dimensions_and_vendors_of_another_company_are_unknown(coded: Tenant) -> None:
    make_dimension(coded, "account", "7000", company="west")
    vendor = make_vendor(coded, "west")
    body = {
        "ottimate_company_id": coded.company(),
        "ottimate_vendor_id": vendor["id"],
        "dimensions": {"ACCOUNT": "7000"},
    }
    answer = coded.api().post("/v1/mapping-rules", json=body)
    assert fields_of(answer) == {"ottimate_vendor_id": "unknown_vendor", "dimensions.ACCOUNT": "unknown_dimension"}
    body = {
        "ottimate_company_id": coded.company(),
        "ottimate_location_id": coded.location("hafen"),
        "dimensions": {"ACCOUNT": "5100"},
    }
    assert coded.api().post("/v1/mapping-rules", json=body).status_code == 400


def test_rules_are_written_with_the_permission_and_read_by_whoever_reads_invoices(coded: Tenant) -> None:
    rule = make_rule(coded, {"ACCOUNT": "5100"})
    path = f"/v1/mapping-rules/{rule['id']}"
    for user in ("editor", "reader"):
        api = coded.api(user)
        assert api.get(path).status_code == 200
        body = {"ottimate_company_id": coded.company(), "sku": "1", "dimensions": {"ACCOUNT": "5100"}}
        for answer in (api.post("/v1/mapping-rules", json=body), api.patch(path, json={}), api.delete(path)):
            assert answer.status_code == 403 and error_of(answer) == "permission_denied"


def test_rules_of_companies_out_of_scope_are_not_seen(coded: Tenant) -> None:
    make_dimension(coded, "account", "7000", company="west")
    rule = make_rule(coded, {"ACCOUNT": "7000"}, company="west")
    api = coded.api("east")
    assert api.get(f"/v1/mapping-rules/{rule['id']}").status_code == 404
    assert api.delete(f"/v1/mapping-rules/{rule['id']}").status_code == 404
    assert api.get("/v1/mapping-rules").json()["count"] == 0
    body = {"ottimate_company_id": coded.company("west"), "dimensions": {"ACCOUNT": "7000"}}
    assert api.post("/v1/mapping-rules", json=body).status_code == 403
    assert api.get("/v1/mapping-rules", params={"ottimate_company_id": coded.company("west")}).status_code == 403


def test_whoever_is_limited_to_a_location_writes_rules_of_it_alone(coded: Tenant) -> None:
    of_company = make_rule(coded, {"ACCOUNT": "5100"})
    of_park = make_rule(coded, {"ACCOUNT": "5100"}, ottimate_location_id=coded.location("park"))
    api = coded.api("main")
    mine = make_rule(coded, {"ACCOUNT": "5100"}, api, ottimate_location_id=coded.location("main"))
    assert {rule["id"] for rule in api.get("/v1/mapping-rules").json()["results"]} == {of_company["id"], mine["id"]}
    assert api.get(f"/v1/mapping-rules/{of_park['id']}").status_code == 404
    assert api.delete(f"/v1/mapping-rules/{of_company['id']}").status_code == 403
    path = f"/v1/mapping-rules/{mine['id']}"
    assert api.patch(path, json={"ottimate_location_id": None}).status_code == 403
    assert api.patch(path, json={"ottimate_location_id": coded.location("park")}).status_code == 403


def test_rules_of_another_account_do_not_exist(coded: Tenant, other_tenant: Tenant) -> None:
    rule = make_rule(coded, {"ACCOUNT": "5100"})
    api, path = other_tenant.api(), f"/v1/mapping-rules/{rule['id']}"
    for answer in (api.get(path), api.patch(path, json={}), api.delete(path), api.get("/v1/mapping-rules/nonsense")):
        assert answer.status_code == 404
    assert api.get("/v1/mapping-rules").json()["count"] == 0


def test_of_rules_made_at_the_same_moment_one_is_made(coded: Tenant) -> None:
    body = {"ottimate_company_id": coded.company(), "sku": "1", "dimensions": {"ACCOUNT": "5100"}}
    api = coded.api()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: api.post("/v1/mapping-rules", json=body), range(8)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
    (made,) = [answer.json()["id"] for answer in answers if answer.status_code == 201]
    assert all(made in answer.json()["code"] for answer in answers if answer.status_code == 409)


def test_a_deleted_rule_comes_back_as_it_was(coded: Tenant, other_tenant: Tenant) -> None:
    vendor, place = make_vendor(coded), coded.location("park")
    rule = make_rule(
        coded,
        {"ACCOUNT": "5100", "DEPARTMENT": "D1"},
        ottimate_vendor_id=vendor["id"],
        ottimate_location_id=place,
        item_name="Flour",
    )
    path = f"/v1/mapping-rules/{rule['id']}"
    assert error_of(coded.api().post(f"{path}/restore")) == "not_found"
    coded.api().delete(path)
    assert error_of(other_tenant.api().post(f"{path}/restore")) == "not_found"
    back = coded.api().post(f"{path}/restore").json()
    told = {"created_date", "created_date_utc", "last_modified_date", "last_modified_date_utc", "etag"}
    assert {name: back[name] for name in rule.keys() - told} == {name: rule[name] for name in rule.keys() - told}
    assert "mapping_rule.restored" in {entry["action"] for entry in trail(coded, "mapping_rule")}


def test_a_rule_does_not_come_back_beside_one_with_its_conditions(coded: Tenant) -> None:
    rule = make_rule(coded, {"ACCOUNT": "5100"}, item_name="Flour")
    coded.api().delete(f"/v1/mapping-rules/{rule['id']}")
    other = make_rule(coded, {"ACCOUNT": "5200"}, item_name="Flour")
    refused = coded.api().post(f"/v1/mapping-rules/{rule['id']}/restore")
    assert error_of(refused) == "mapping_rule_exists" and other["id"] in refused.text
