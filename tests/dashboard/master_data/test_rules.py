"""Mapping rules, split rules and coding settings as people make and change them."""

from typing import Any

from harness.coding import make_rule
from harness.dashboard import browser
from harness.dimensions import make_dimension
from harness.invoices import make_vendor
from harness.server import Server
from harness.tenants import Tenant


def rules(tenant: Tenant, kind: str = "mapping-rules") -> list[dict[str, Any]]:
    return tenant.api().get(f"/v1/{kind}").json()["results"]


def test_a_rule_is_made_with_its_conditions_and_coding(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant, erp_vendor_name="Mill & <i>Sons</i>")
    make_dimension(tenant, "account", "5000")
    make_dimension(tenant, "department", "D-1")
    typed = {
        "erp_vendor_id": vendor["erp_vendor_id"],
        "keyword": "flour",
        "coding[0].type": "account",
        "coding[0].value": "5000",
        "coding[1].type": "department",
        "coding[1].value": "D-1",
    }
    done = browser(server, tenant, company="east").open("/mapping-rules/new").send("/mapping-rules/new", typed)
    assert done.status == 303, done.words[:600]
    shown = done.follow()
    assert "Mill & <i>Sons</i>" in shown.words and "<i>" not in shown.text and "flour" in shown.words
    (rule,) = rules(tenant)
    assert (rule["keyword"], rule["applies_to"], sorted(rule["dimensions"])) == (
        "flour",
        "lines",
        ["ACCOUNT", "DEPARTMENT"],
    )


def test_a_dimension_that_is_not_there_comes_back_beside_its_fault(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant, company="east").open("/mapping-rules/new")
    refused = page.send("/mapping-rules/new", {"coding[0].type": "account", "coding[0].value": "nowhere", "sku": "S-1"})
    assert refused.status == 400
    fields = refused.form("/mapping-rules/new").fields
    assert (fields["coding[0].value"], fields["sku"]) == ("nowhere", "S-1")
    assert 'aria-describedby="fault-coding[0]."' in refused.text


def test_a_rule_without_coding_is_refused(server: Server, tenant: Tenant) -> None:
    refused = browser(server, tenant, company="east").open("/mapping-rules/new").send("/mapping-rules/new")
    assert (refused.status, "Name at least one dimension" in refused.words) == (400, True)


def test_a_rule_is_changed(server: Server, tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5000")
    make_dimension(tenant, "account", "6000")
    rule = make_rule(tenant, {"ACCOUNT": "5000"}, sku="S-1")
    path = f"/mapping-rules/{rule['id']}/edit"
    done = browser(server, tenant).open(path).send(path, {"sku": "S-2", "coding[0].value": "6000"})
    assert done.status == 303, done.words[:600]
    (now,) = rules(tenant)
    assert (now["sku"], now["dimensions"]["ACCOUNT"]["erp_dimension_id"]) == ("S-2", "6000")


def test_a_deleted_rule_comes_back_by_undo(server: Server, tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5000")
    vendor = make_vendor(tenant)
    rule = make_rule(tenant, {"ACCOUNT": "5000"}, ottimate_vendor_id=vendor["id"], keyword="flour")
    clerk = browser(server, tenant)
    page = clerk.open("/mapping-rules").send(f"/mapping-rules/{rule['id']}/delete").follow()
    assert (page.status, "The rule is deleted." in page.words, rules(tenant)) == (200, True, [])
    assert page.send(f"/mapping-rules/{rule['id']}/restore").status == 303
    (back,) = rules(tenant)
    names = ("id", "erp_vendor_id", "keyword", "applies_to", "dimensions")
    assert {name: back[name] for name in names} == {name: rule[name] for name in names}


def test_a_rule_that_somebody_else_has_deleted_is_told(server: Server, tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5000")
    rule = make_rule(tenant, {"ACCOUNT": "5000"})
    page = browser(server, tenant).open("/mapping-rules")
    tenant.api().delete(f"/v1/mapping-rules/{rule['id']}")
    gone = page.send(f"/mapping-rules/{rule['id']}/delete")
    assert (gone.status, "There is no such" in gone.words) == (404, True)


def test_a_double_click_deletes_once_and_can_be_taken_back(server: Server, tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5000")
    rule = make_rule(tenant, {"ACCOUNT": "5000"})
    clerk = browser(server, tenant)
    form = clerk.open("/mapping-rules").form(f"/mapping-rules/{rule['id']}/delete")
    first, second = (clerk.send_form(form) for _ in range(2))
    assert (second.status, second.location) == (303, first.location)
    assert second.follow().send(f"/mapping-rules/{rule['id']}/restore").status == 303
    assert [one["id"] for one in rules(tenant)] == [rule["id"]]


def test_whoever_only_reads_sees_rules_and_no_steps(server: Server, tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5000")
    make_rule(tenant, {"ACCOUNT": "5000"})
    page = browser(server, tenant, role="Invoice Processor - Read Only").open("/mapping-rules")
    assert (page.status, [form.action for form in page.forms if "rules/" in form.action]) == (200, [])


def split(tenant: Tenant, server: Server) -> tuple[dict[str, Any], Any]:
    vendor = make_vendor(tenant)
    for number in ("5000", "6000"):
        make_dimension(tenant, "account", number)
    typed = {
        "erp_vendor_id": vendor["erp_vendor_id"],
        "splits[0].percent": "33.4",
        "splits[0].coding[0].type": "account",
        "splits[0].coding[0].value": "5000",
        "splits[1].percent": "66.6",
        "splits[1].memo": "Bar",
        "splits[1].coding[0].type": "account",
        "splits[1].coding[0].value": "6000",
    }
    return vendor, browser(server, tenant, company="east").open("/split-rules/new").send("/split-rules/new", typed)


def test_a_split_rule_is_made_with_its_parts(server: Server, tenant: Tenant) -> None:
    vendor, done = split(tenant, server)
    assert done.status == 303, done.words[:600]
    assert "66.6 %" in done.follow().words
    (rule,) = rules(tenant, "split-rules")
    assert (rule["ottimate_vendor_id"], [part["percent"] for part in rule["splits"]]) == (vendor["id"], [33.4, 66.6])


def test_a_split_rule_is_changed_and_comes_back_by_undo(server: Server, tenant: Tenant) -> None:
    split(tenant, server)
    (rule,) = rules(tenant, "split-rules")
    path = f"/split-rules/{rule['id']}/edit"
    clerk = browser(server, tenant)
    done = clerk.open(path).send(path, {"splits[0].percent": "40", "splits[1].percent": "60"})
    assert done.status == 303, done.words[:600]
    deleted = done.follow().send(f"/split-rules/{rule['id']}/delete").follow()
    assert rules(tenant, "split-rules") == []
    assert deleted.send(f"/split-rules/{rule['id']}/restore").status == 303
    (back,) = rules(tenant, "split-rules")
    assert back["id"] == rule["id"]
    assert [(part["percent"], part["memo"]) for part in back["splits"]] == [(40, None), (60, "Bar")]


def test_parts_that_do_not_come_to_a_hundred_stay_on_the_page(server: Server, tenant: Tenant) -> None:
    split(tenant, server)
    (rule,) = rules(tenant, "split-rules")
    path = f"/split-rules/{rule['id']}/edit"
    refused = browser(server, tenant).open(path).send(path, {"splits[0].percent": "1"})
    assert 400 <= refused.status < 500
    assert refused.form(path).fields["splits[0].percent"] == "1"


def test_a_split_rule_of_an_unknown_vendor_is_refused_at_the_vendor(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant, company="east").open("/split-rules/new")
    refused = page.send("/split-rules/new", {"erp_vendor_id": "nobody", "splits[0].percent": "100"})
    assert refused.status == 400
    assert refused.form("/split-rules/new").fields["erp_vendor_id"] == "nobody"
    assert 'class="fault"' in refused.text


def test_more_parts_keep_what_was_typed(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant, company="east").open("/split-rules/new")
    more = page.send("/split-rules/new", {"more_lines": "yes", "splits[0].percent": "50", "splits[0].memo": "Kitchen"})
    fields = more.form("/split-rules/new").fields
    assert (more.status, fields["splits[0].memo"], "splits[6].percent" in fields) == (200, "Kitchen", True)


def test_more_parts_of_a_rule_that_is_changed_keep_what_was_typed(server: Server, tenant: Tenant) -> None:
    split(tenant, server)
    (rule,) = rules(tenant, "split-rules")
    path = f"/split-rules/{rule['id']}/edit"
    more = browser(server, tenant).open(path).send(path, {"more_lines": "yes", "splits[0].memo": "Kitchen"})
    assert (more.status, more.form(path).fields["splits[0].memo"]) == (200, "Kitchen")


def test_coding_settings_are_shown_and_changed(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant, company="east").open("/coding-settings")
    typed = {
        "required_line_dimensions": ["account", "department"],
        "learned_coding_applies": "yes",
        "threshold": "0.95",
    }
    done = page.send("/coding-settings", typed)
    assert done.status == 303, done.words[:600]
    settings = tenant.api().get("/v1/coding-settings", params={"ottimate_company_id": tenant.company()}).json()
    assert (settings["required_line_dimensions"], settings["learned_coding_applies"]) == (
        ["ACCOUNT", "DEPARTMENT"],
        True,
    )
    wrong = done.follow().send("/coding-settings", {"threshold": "7"})
    assert (wrong.status, "from 0.5 to 1" in wrong.words) == (400, True)


def test_whoever_may_not_manage_coding_is_refused(server: Server, tenant: Tenant) -> None:
    clerk = browser(server, tenant, role="Invoice Processor - Full")
    page = clerk.open("/coding-settings")
    assert page.status == 200
    assert page.send("/coding-settings").status == 403


def test_a_category_in_two_rows_is_refused_at_both(server: Server, tenant: Tenant) -> None:
    for number in ("5000", "6000"):
        make_dimension(tenant, "account", number)
    twice = {
        f"coding[{n}].{name}": value
        for n, code in enumerate(("5000", "6000"))
        for name, value in (("type", "account"), ("value", code))
    }
    clerk = browser(server, tenant, company="east")
    refused = clerk.open("/mapping-rules/new").send("/mapping-rules/new", {**twice, "sku": "S-1"})
    assert (refused.status, refused.words.count("stands in two rows"), rules(tenant)) == (400, 3, [])
    assert refused.form("/mapping-rules/new").fields["coding[0].value"] == "5000"
    assert refused.send("/mapping-rules/new", {"coding[0].value": ""}).status == 303
    of_part = {f"splits[0].{name}": value for name, value in twice.items()} | {"splits[0].percent": "100"}
    vendor = make_vendor(tenant)
    page = clerk.open("/split-rules/new")
    assert page.send("/split-rules/new", {**of_part, "erp_vendor_id": vendor["erp_vendor_id"]}).status == 400
