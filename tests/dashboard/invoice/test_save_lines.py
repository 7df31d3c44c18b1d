"""Lines as they are typed into the form, saved with everything else in one change."""

import re
from typing import Any

from harness.browser_client import Seen
from harness.custom_fields import INVOICE, ITEM, set_fields
from harness.dashboard import browser
from harness.dimensions import make_dimension
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant


def opened(server: Server, tenant: Tenant, invoice: dict[str, Any]) -> Seen:
    return browser(server, tenant).open(f"/invoices/{invoice['id']}")


def saved(page: Seen, invoice: dict[str, Any], typed: dict[str, Any]) -> Seen:
    return page.send(f"/invoices/{invoice['id']}/save", typed)


def lines(tenant: Tenant, invoice: dict[str, Any]) -> list[dict[str, Any]]:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}").json()["items"]


def was(line: dict[str, Any], **values: str) -> dict[str, str]:
    """What the grid sends of the cells that were edited: `name="old>new"`."""
    sent: dict[str, str] = {}
    for name, change in values.items():
        before, after = change.split(">")
        sent |= {f"was.line.{line['id']}.{name}": before, f"line.{line['id']}.{name}": after}
    return sent


def test_a_cell_is_changed_and_the_amount_follows(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    flour, sugar = invoice["items"]
    typed = was(flour, quantity="2>3", name="Flour>Rye flour")
    assert saved(opened(server, tenant, invoice), invoice, typed).status == 303
    stored = lines(tenant, invoice)
    assert (stored[0]["name"], stored[0]["quantity"], stored[0]["amount"]) == ("Rye flour", 3, 90)
    assert stored[1] == sugar


def test_a_new_line_is_added(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    typed = {"line.new1.name": "Salt", "line.new1.quantity": "1", "line.new1.price": "0.5", "line.new2.name": ""}
    assert saved(opened(server, tenant, invoice), invoice, typed).status == 303
    assert [(line["name"], line["amount"]) for line in lines(tenant, invoice)][2:] == [("Salt", 0.5)]


def test_one_wrong_line_keeps_everything_from_being_saved_and_everything_typed_is_kept(
    server: Server, tenant: Tenant
) -> None:
    invoice = make_invoice(tenant)
    flour, _ = invoice["items"]
    typed = was(flour, name="Flour>Rye") | {"line.new1.name": "Salt", "notes": "Kept"}
    refused = saved(opened(server, tenant, invoice), invoice, typed)
    assert refused.status == 400, refused.words
    assert [line["name"] for line in lines(tenant, invoice)] == ["Flour", "Sugar"]
    assert "Rye" in refused.words and "Salt" in refused.words
    shown = refused.form(f"/invoices/{invoice['id']}/save").fields
    assert (shown["notes"], shown[f"line.{flour['id']}.name"], shown["line.new1.name"]) == ("Kept", "Rye", "Salt")


def test_a_number_that_is_none_is_said_at_its_line(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    refused = saved(opened(server, tenant, invoice), invoice, was(invoice["items"][0], price="30>much"))
    assert refused.status == 400
    assert "This is no number" in refused.words


def test_selected_lines_are_coded_alike(server: Server, tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5000")
    invoice = make_invoice(tenant)
    flour, sugar = invoice["items"]
    page = opened(server, tenant, invoice)
    assert saved(page, invoice, {"line": [str(sugar["id"])], "code.ACCOUNT": "5000"}).status == 303
    assert [list(line["dimensions"]) for line in lines(tenant, invoice)] == [[], ["ACCOUNT"]]
    assert saved(opened(server, tenant, invoice), invoice, {"code.ACCOUNT": "5000"}).status == 303
    assert [list(line["dimensions"]) for line in lines(tenant, invoice)] == [["ACCOUNT"], ["ACCOUNT"]]
    page = opened(server, tenant, invoice)
    assert saved(page, invoice, {"line": [str(flour["id"])], "code.ACCOUNT": "-"}).status == 303
    assert [list(line["dimensions"]) for line in lines(tenant, invoice)] == [[], ["ACCOUNT"]]


def test_somebody_else_changed_the_same_cell(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    flour, _ = invoice["items"]
    page = opened(server, tenant, invoice)
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"items": [{"id": flour["id"], "name": "Spelt"}]})
    refused = saved(page, invoice, was(flour, name="Flour>Rye"))
    assert refused.status == 412
    assert "Take what you typed: Rye" in refused.words
    assert saved(refused, invoice, {}).status == 303
    assert lines(tenant, invoice)[0]["name"] == "Spelt"
    key = f"mine.line.{flour['id']}.name"
    again = opened(server, tenant, invoice)
    assert saved(again, invoice, {key: "Rye", f"was.line.{flour['id']}.name": "Spelt"}).status == 303
    assert lines(tenant, invoice)[0]["name"] == "Rye"


def test_without_scripts_lines_are_a_form(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    flour, sugar = invoice["items"]
    path = f"/invoices/{invoice['id']}/lines"
    page = browser(server, tenant).open(path)
    typed = {f"line.{flour['id']}.name": "Rye", "remove": str(sugar["id"]), "line.new2.name": "Salt"}
    refused = page.send(f"{path}/save", typed)
    assert refused.status == 400
    kept = refused.form(f"{path}/save").fields
    assert (kept[f"line.{flour['id']}.name"], kept["line.new2.name"], kept["remove"]) == (
        "Rye",
        "Salt",
        str(sugar["id"]),
    )
    answer = refused.send(f"{path}/save", {"line.new2.amount": "4.50"})
    assert answer.status == 303, answer.words
    assert [(line["name"], line["amount"]) for line in lines(tenant, invoice)] == [("Rye", 60), ("Salt", 4.5)]
    assert "Saved." in answer.follow().words


def test_of_many_lines_the_first_are_shown_and_those_that_need_somebody(server: Server, tenant: Tenant) -> None:
    items = [{"name": f"Thing {n}", "amount": 1} for n in range(200)]
    invoice = make_invoice(tenant, items=items, total_amount=200, total_tax=None)
    page = opened(server, tenant, invoice)
    assert ("Thing 99" in page.words, "Thing 100 " in page.words) == (True, False)
    assert "Show all 200 lines" in page.words and "$200.00" in page.words
    everything = browser(server, tenant).open(f"/invoices/{invoice['id']}?lines=all")
    assert "Thing 199" in everything.words
    form = browser(server, tenant).open(f"/invoices/{invoice['id']}/lines?from=181")
    assert "Line 200 of 200" in form.words and "Line 180 of 200" not in form.words


def test_taxed_and_the_custom_fields_of_lines_are_columns_and_are_saved(server: Server, tenant: Tenant) -> None:
    set_fields(tenant, *ITEM, *INVOICE)
    invoice = make_invoice(tenant)
    flour, sugar = invoice["items"]
    page = opened(server, tenant, invoice)
    columns = set(re.findall(r'data-name="([^"]+)"', page.text))
    assert {"is_taxed", "custom_fields.lot", "custom_fields.weight"} <= columns
    assert "custom_fields.rush" not in columns, "that is one of the invoice itself"
    typed = was(flour, is_taxed=">yes") | was(
        sugar, **{"custom_fields.lot": ">L-7", "custom_fields.weight": "1.5>2.25"}
    )
    assert saved(page, invoice, typed).status == 303
    stored = lines(tenant, invoice)
    assert (stored[0]["is_taxed"], stored[1]["is_taxed"]) == (True, None)
    assert stored[1]["custom_fields"] == {"lot": "L-7", "weight": 2.25}
    emptied = was(stored[1], **{"custom_fields.lot": "L-7>"})
    assert saved(opened(server, tenant, invoice), invoice, emptied).status == 303
    assert lines(tenant, invoice)[1]["custom_fields"] == {"weight": 2.25}, "what was left alone is kept"


def test_a_custom_field_that_is_wrong_keeps_everything_from_being_saved(server: Server, tenant: Tenant) -> None:
    set_fields(tenant, *ITEM)
    invoice = make_invoice(tenant)
    flour, sugar = invoice["items"]
    typed = was(flour, is_taxed=">perhaps") | was(sugar, **{"custom_fields.weight": "1.5>much"})
    refused = saved(opened(server, tenant, invoice), invoice, typed)
    assert refused.status == 400, refused.words
    assert "Write yes or no." in refused.words and "This is no number" in refused.words
    assert lines(tenant, invoice) == invoice["items"]


def named(tenant: Tenant, code: str, name: str) -> None:
    one = {"erp_type": "Account", "ottimate_type": "account", "name": name, "code": code, "erp_dimension_id": code}
    body = {"ottimate_company_id": tenant.company(), "reference_id": code, **one}
    answer = tenant.api().post("/v1/dimensions", json=body)
    assert answer.status_code == 201, answer.text


def codes(tenant: Tenant, invoice: dict[str, Any]) -> list[str | None]:
    return [line["dimensions"].get("ACCOUNT", {}).get("code") for line in lines(tenant, invoice)]


def test_a_name_typed_in_full_codes_lines_like_its_code(server: Server, tenant: Tenant) -> None:
    """Whoever types fast and presses Enter chooses nothing from a list."""
    named(tenant, "5040", "Dairy")
    named(tenant, "5041", "Dairy substitutes")
    named(tenant, "6000", "Kitchen linen")
    invoice = make_invoice(tenant)
    flour, sugar = invoice["items"]
    page = opened(server, tenant, invoice)
    typed = {"line": [str(sugar["id"])], "code.ACCOUNT": "linen"} | was(flour, **{"d.ACCOUNT": ">dairy"})
    assert saved(page, invoice, typed).status == 303
    assert codes(tenant, invoice) == ["5040", "6000"]


def test_a_word_that_fits_several_is_told_beside_its_field_with_what_it_fits(server: Server, tenant: Tenant) -> None:
    for code, name in (("5041", "Dairy fresh"), ("5042", "Dairy dry")):
        named(tenant, code, name)
    invoice = make_invoice(tenant)
    flour, _ = invoice["items"]
    typed = {"code_to": "all", "code.ACCOUNT": "dairy"} | was(flour, **{"d.ACCOUNT": ">butter"})
    refused = saved(opened(server, tenant, invoice), invoice, typed)
    assert refused.status == 400
    assert "“dairy” fits several: 5042 Dairy dry, 5041 Dairy fresh." in refused.words
    assert "Nothing here is called “butter”" in refused.words
    assert re.search(r'id="code-ACCOUNT"[^>]*value="dairy"[^>]*aria-invalid="true"', refused.text)
    assert "items[" not in refused.words
    assert codes(tenant, invoice) == [None, None]
