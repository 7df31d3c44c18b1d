"""How a company matches, as people set it."""

from typing import Any

from harness.browser_client import Seen, SeenForm
from harness.dashboard import browser
from harness.dimensions import make_dimension
from harness.invoices import make_vendor
from harness.server import Server
from harness.statements import statements_of
from harness.tenants import Tenant


def tolerances(tenant: Tenant) -> list[dict[str, Any]]:
    asked = {"ottimate_company_id": tenant.company()}
    return tenant.api().get("/v1/matching/tolerances", params=asked).json()["results"]


def conversions(tenant: Tenant) -> list[tuple[str, str, float, str]]:
    found = tenant.api().get("/v1/unit-conversions").json()["results"]
    return [(one["erp_vendor_name"], one["from_unit"], one["factor"], one["to_unit"]) for one in found]


def form_to(page: Seen, end: str) -> SeenForm:
    return next(form for form in page.forms if form.action.split("?")[0].endswith(end))


def test_when_an_order_is_needed_is_chosen(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant, company="east").open("/matching")
    assert page.form("/matching/settings").fields["orders_needed"] == "when_named"
    done = page.send("/matching/settings", {"orders_needed": "always"})
    assert done.follow().form("/matching/settings").fields["orders_needed"] == "always"
    fresh = page.browser.open("/matching")
    assert fresh.send("/matching/settings", {"orders_needed": "sometimes"}).status == 400


def test_a_tolerance_is_added_changed_taken_away_and_brought_back(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    someone = browser(server, tenant, company="east")
    page = someone.open("/matching")
    assert "Nothing is tolerated" in page.words
    unknown = page.send("/matching/tolerances", {"erp_vendor_id": "NOBODY", "price_percent": "2"})
    assert (unknown.status, "No vendor is called like this" in unknown.words, tolerances(tenant)) == (400, True, [])
    typed = {"erp_vendor_id": vendor["erp_vendor_id"], "price_percent": "2", "price_amount": "0.5"}
    shown = unknown.send("/matching/tolerances", typed).follow()
    assert ("2 %" in shown.words, "$0.50" in shown.words, vendor["erp_vendor_name"] in shown.words) == (
        True,
        True,
        True,
    )
    (one,) = tolerances(tenant)
    assert one["erp_vendor_name"] == vendor["erp_vendor_name"]
    path = f"/matching/tolerances/{one['id']}"
    assert shown.send(path, {"price_percent": "3", "price_amount": ""}).status == 303
    assert [(one["price_percent"], one["price_amount"]) for one in tolerances(tenant)] == [(3, None)]
    gone = someone.open("/matching").send(f"{path}/delete").follow()
    assert tolerances(tenant) == []
    assert gone.send(f"{path}/restore").status == 303
    (back,) = tolerances(tenant)
    assert (back["id"], back["ottimate_vendor_id"], back["price_percent"]) == (one["id"], vendor["id"], 3)


def test_what_is_no_number_is_told_beside_its_field(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant, company="east").open("/matching")
    again = page.send("/matching/tolerances", {"price_percent": "much"})
    assert (again.status, again.form("/matching/tolerances").fields["price_percent"]) == (400, "much")
    assert tolerances(tenant) == []


def test_the_same_tolerance_twice_is_refused(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant, company="east").open("/matching")
    page.send("/matching/tolerances", {"price_percent": "2"})
    assert page.browser.open("/matching").send("/matching/tolerances", {"price_percent": "2"}).status == 409


def test_a_conversion_is_taught_forgotten_and_brought_back(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    someone = browser(server, tenant, company="east")
    page = someone.open("/matching/units")
    assert "No conversion was taught yet" in page.words
    typed = {
        "erp_vendor_id": vendor["erp_vendor_id"],
        "sku": "10442",
        "from_unit": "CS",
        "factor": "12.5",
        "to_unit": "EA",
    }
    shown = page.send("/matching/units", typed).follow()
    assert "1 CS = 12.5 EA" in shown.words
    gone = someone.send_form(form_to(shown, "/delete")).follow()
    assert conversions(tenant) == []
    assert someone.send_form(form_to(gone, "/restore")).status == 303
    assert conversions(tenant) == [(vendor["erp_vendor_name"], "CS", 12.5, "EA")]


def test_units_whose_factor_is_fixed_are_not_taught(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    page = browser(server, tenant, company="east").open("/matching/units")
    typed = {"erp_vendor_id": vendor["erp_vendor_id"], "sku": "1", "from_unit": "LB", "factor": "2", "to_unit": "KG"}
    again = page.send("/matching/units", typed)
    assert (again.status, again.text.count('aria-invalid="true"'), conversions(tenant)) == (400, 1, [])


def test_how_a_pack_is_read_is_tried(server: Server, tenant: Tenant) -> None:
    someone = browser(server, tenant, company="east")
    assert "1 CS = 60 LB" in someone.open("/matching/units?text=6/10%23&unit=CS&to_unit=LB").words
    assert "This says no pack for certain" in someone.open("/matching/units?text=1.000+KG").words


def test_who_may_not_manage_reads_only(server: Server, tenant: Tenant) -> None:
    reader = browser(server, tenant, role="Invoice Processor - Read Only", company="east")
    for path in ("/matching", "/matching/units"):
        page = reader.open(path)
        posted = [form.action for form in page.forms if form.method == "post"]
        assert (page.status, [action for action in posted if "/tolerances" in action or "/units" in action]) == (
            200,
            [],
        )


def test_categories_of_all_tolerances_are_named_by_one_question(server: Server, tenant: Tenant) -> None:
    someone = browser(server, tenant, company="east")

    def added(code: str) -> None:
        body = {"ottimate_company_id": tenant.company(), "category": make_dimension(tenant, "class", code)["id"]}
        assert tenant.api().post("/v1/matching/tolerances", json={**body, "price_percent": 2}).status_code == 201

    def asked() -> int:
        return len([sql for sql in statements_of(server, lambda: someone.open("/matching")) if "dimensions" in sql])

    added("FOOD")
    one = asked()
    for code in ("WINE", "BEER", "ICE"):
        added(code)
    assert asked() == one
    words = someone.open("/matching").words
    assert all(f"{code} " in words for code in ("FOOD", "WINE", "BEER", "ICE"))


def test_a_tolerance_is_for_any_dimension_however_many_there_are(server: Server, tenant: Tenant) -> None:
    oldest = make_dimension(tenant, "class", "FOOD")
    rows = [
        {"erp_type": "Account", "ottimate_type": "account", "name": f"Account {n}", "code": f"A{n}"}
        | {"reference_id": f"A{n}", "erp_dimension_id": f"A{n}"}
        for n in range(100)
    ]
    made = {"ottimate_company_id": tenant.company(), "dimensions": rows}
    assert tenant.api().post("/v1/dimensions/bulk", json=made).status_code == 201
    someone = browser(server, tenant, company="east")
    page = someone.open("/matching")
    found = someone.get(f"/find/dimensions?by=id&company={tenant.company()}&q=FOOD").json()
    assert [one["value"] for one in found] == [oldest["id"]]
    unknown = page.send("/matching/tolerances", {"category": "Drinks", "price_percent": "2"})
    assert (unknown.status, "Nothing here is called “Drinks”" in unknown.words) == (400, True)
    shown = unknown.send("/matching/tolerances", {"category": "food", "price_percent": "2"}).follow()
    assert ("FOOD Kitchen" in shown.words, [one["category"] for one in tolerances(tenant)]) == (True, [oldest["id"]])
    other = tenant.api().get("/v1/dimensions", params={"search": "A99"}).json()["dimensions"][0]
    shown = shown.send("/matching/tolerances", {"category": other["id"], "price_percent": "3"}).follow()
    assert f"{other['code']} {other['name']}" in shown.words
