"""CSV files of vendors, dimensions, invoices and payments (extension)."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from harness.api import Api
from harness.dimensions import make_dimension
from harness.invoices import invoice_body, make_invoice, make_vendor
from harness.tenants import Tenant
from harness.trail import trail

VENDORS = "Vendor ID,Vendor Name,City,Net Terms\nX-1,Xavier Foods,Austin,Net 30\nX-2,Xenon Ltd,,\n"


def send(tenant: Tenant, kind: str, text: str | bytes, api: Api | None = None, **form: str) -> Any:
    company = form.pop("ottimate_company_id", str(tenant.company()))
    data = text.encode() if isinstance(text, str) else text
    return (api or tenant.api()).post(
        "/v1/imports",
        files={"file": ("rows.csv", data, "text/csv")},
        data={"kind": kind, "ottimate_company_id": company, **form},
    )


def undo(tenant: Tenant, done: dict[str, Any], api: Api | None = None) -> Any:
    return (api or tenant.api()).post(f"/v1/imports/{done['id']}/undo")


def vendors(tenant: Tenant, **filters: Any) -> dict[str, dict[str, Any]]:
    params = {"limit": 100, "ottimate_company_id": tenant.company()}
    return {v["erp_vendor_id"]: v for v in tenant.api().get("/v1/vendors", params=params).json()["vendors"]}


def faults(answer: Any) -> list[tuple[str, str]]:
    return [(fault["field"], fault["type"]) for fault in answer.json()["message"]["fields"]]


def test_a_dry_run_tells_what_would_happen_and_stores_nothing(tenant: Tenant) -> None:
    answer = send(tenant, "vendors", VENDORS, dry_run="true")
    assert answer.status_code == 200
    told = answer.json()
    assert (told["status"], told["created"], told["failed"]) == ("checked", 2, 0)
    assert told["rows"][1]["cells"] == [{"erp_vendor_id": "X-2", "erp_vendor_name": "Xenon Ltd"}]
    assert "X-1" not in vendors(tenant)
    assert tenant.api().get(f"/v1/imports/{told['id']}").status_code == 404


def test_vendors_are_created_and_updated_and_the_import_can_be_undone(tenant: Tenant) -> None:
    known = make_vendor(tenant, erp_vendor_id="X-2", erp_vendor_name="Old name", net_terms="Net 7")
    answer = send(tenant, "vendors", VENDORS)
    assert answer.status_code == 201
    done = answer.json()
    assert [(row["rows"], row["did"], row["label"]) for row in done["rows"]] == [
        ([2], "created", "X-1"),
        ([3], "updated", "X-2"),
    ]
    assert vendors(tenant)["X-2"]["erp_vendor_name"] == "Xenon Ltd"
    assert vendors(tenant)["X-2"]["net_terms"] == "Net 7"
    undone = undo(tenant, done).json()
    assert (undone["status"], [row["undone"] for row in undone["rows"]]) == ("undone", [True, True])
    assert "X-1" not in vendors(tenant)
    assert vendors(tenant)["X-2"]["erp_vendor_name"] == known["erp_vendor_name"]
    again = undo(tenant, done)
    assert (again.status_code, again.json()["message"]["error"]) == (409, "already_undone")


def test_an_undo_leaves_what_others_have_built_on(tenant: Tenant) -> None:
    done = send(tenant, "vendors", VENDORS).json()
    make_invoice(tenant, vendor=vendors(tenant)["X-1"])
    company = tenant.company()
    make_vendor(tenant, erp_vendor_id="Y-1", erp_vendor_name="Y")
    change = send(tenant, "vendors", "erp_vendor_id,erp_vendor_name\nY-1,Yves\n").json()
    rows = [{"erp_vendor_id": "Y-1", "erp_vendor_name": "Yvonne"}]
    tenant.api().post("/v1/vendors/bulk", json={"ottimate_company_id": company, "vendors": rows})
    kept = undo(tenant, done).json()["rows"]
    assert [(row["label"], row["undone"]) for row in kept] == [("X-1", False), ("X-2", True)]
    assert "in use" in kept[0]["undo_refused"]
    assert "changed since" in undo(tenant, change).json()["rows"][0]["undo_refused"]
    assert vendors(tenant)["Y-1"]["erp_vendor_name"] == "Yvonne"


def test_a_dimension_is_not_withdrawn_while_somebody_codes_with_it(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    for n in range(12):
        header = "reference_id,erp_dimension_id,name,code,erp_type,ottimate_type"
        done = send(tenant, "dimensions", f"{header}\nU{n},U{n},Undone {n},U{n},Account,account\n").json()
        items = [{"name": f"Line {i}", "amount": 10, "dimensions": {"ACCOUNT": f"U{n}"}} for i in range(60)]
        body = invoice_body(tenant, vendor, items=items, total_amount=600)
        with ThreadPoolExecutor(2) as pool:
            entered = pool.submit(tenant.api().post, "/v1/invoices", json=body)
            undone = pool.submit(undo, tenant, done)
        is_gone = undone.result().json()["rows"][0]["undone"]
        assert entered.result().status_code == (400 if is_gone else 201)


def test_an_undo_leaves_a_new_vendor_that_others_have_changed(tenant: Tenant) -> None:
    done = send(tenant, "vendors", VENDORS).json()
    rows = [{"erp_vendor_id": "X-1", "phone": "+1 555 0100"}]
    tenant.api().post("/v1/vendors/bulk", json={"ottimate_company_id": tenant.company(), "vendors": rows})
    kept = undo(tenant, done).json()["rows"]
    assert [(row["label"], row["undone"]) for row in kept] == [("X-1", False), ("X-2", True)]
    assert "changed since" in kept[0]["undo_refused"]
    (withdrawn,) = [entry for entry in trail(tenant, "vendor") if entry["action"] == "vendor.withdrawn"]
    assert withdrawn["before"]["erp_vendor_name"] == "Xenon Ltd"


def test_an_undo_and_a_change_at_the_same_moment_lose_nothing(tenant: Tenant) -> None:
    for n in range(4):
        names = [f"R{n}-{i}" for i in range(20)]
        make = "erp_vendor_id,erp_vendor_name\n" + "".join(f"{name},First\n" for name in names)
        send(tenant, "vendors", make)
        done = send(tenant, "vendors", make.replace("First", "Second")).json()
        rows = [{"erp_vendor_id": name, "erp_vendor_name": "Third"} for name in names]
        body = {"ottimate_company_id": tenant.company(), "vendors": rows}
        with ThreadPoolExecutor(2) as pool:
            changed = pool.submit(tenant.api().post, "/v1/vendors/bulk", json=body)
            undone = pool.submit(undo, tenant, done)
        assert (changed.result().status_code, undone.result().status_code) == (201, 200)
        found = vendors(tenant)
        assert {found[name]["erp_vendor_name"] for name in names} == {"Third"}


def test_nothing_is_imported_when_a_row_is_wrong_unless_it_may_be_skipped(tenant: Tenant) -> None:
    text = "erp_vendor_id,erp_vendor_name,email\nZ-1,Zed,\nZ-2,Zoo,nonsense\n,Nameless,\nZ-4,=cmd(),\nZ-1,Zed again,\n"
    refused = send(tenant, "vendors", text)
    assert (refused.status_code, refused.json()["message"]["error"]) == (400, "rows_refused")
    assert faults(refused) == [
        ("rows[3].email", "invalid_email"),
        ("rows[4].erp_vendor_id", "required"),
        ("rows[5].erp_vendor_name", "formula"),
        ("rows[6].erp_vendor_id", "duplicate_in_request"),
    ]
    assert "Z-1" not in vendors(tenant)
    done = send(tenant, "vendors", text, skip_failed="true").json()
    assert (done["created"], done["failed"]) == (1, 4)
    assert "Z-1" in vendors(tenant)


def test_dimensions_are_imported_and_withdrawn_unless_something_is_coded_with_them(tenant: Tenant) -> None:
    text = (
        "reference_id;erp_dimension_id;erp_type;type;name;code\n"
        "R-1;7001;GLAccount;account;Freight;7001\nR-2;7002;GLAccount;account;Duty;7002\n"
    )
    done = send(tenant, "dimensions", text).json()
    assert done["created"] == 2
    make_invoice(tenant, dimensions={"ACCOUNT": "7001"})
    rows = undo(tenant, done).json()["rows"]
    assert [(row["label"], row["undone"]) for row in rows] == [("R-1", False), ("R-2", True)]


def invoice_rows(tenant: Tenant, vendor: dict[str, Any]) -> str:
    head = "location id,vendor id,number,date,total,tax,item,quantity,unit price,GL account\n"
    place = f"{tenant.location()},{vendor['erp_vendor_id']}"
    return (
        f'{head}{place},C-1,2026-11-02,"1,110.00",10.00,Flour,2,300.00,5000\n'
        f"{place},C-1,,,,Sugar,5,100.00,\n"
        f"{place},C-2,2026-11-03,,,,,,\n"
    )


def test_rows_of_one_number_become_one_invoice(tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5000")
    done = send(tenant, "invoices", invoice_rows(tenant, make_vendor(tenant))).json()
    assert [(row["rows"], row["did"]) for row in done["rows"]] == [([2, 3], "created"), ([4], "created")]
    first = tenant.api().get(f"/v1/invoices/{done['rows'][0]['id']}").json()
    assert (first["total_amount"], first["status"], len(first["items"])) == (1110.00, "pending-approval", 2)
    assert first["items"][0]["dimensions"]["ACCOUNT"]["erp_dimension_id"] == "5000"
    assert done["rows"][1]["notes"] == ["The total is missing."]
    undone = undo(tenant, done).json()
    assert [row["undone"] for row in undone["rows"]] == [True, True]
    assert tenant.api().get(f"/v1/invoices/{first['id']}").json()["status"] == "archived"


def test_an_undo_leaves_what_was_exported(tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5000")
    done = send(tenant, "invoices", invoice_rows(tenant, make_vendor(tenant))).json()
    first = done["rows"][0]["id"]
    tenant.api("second").post(f"/v1/invoices/{first}/approve")
    tenant.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": first}]})
    rows = undo(tenant, done).json()["rows"]
    assert (rows[0]["undone"], rows[1]["undone"]) == (False, True)


def test_rows_that_contradict_each_other_are_refused(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    text = (
        "ottimate_location_id,erp_vendor_id,invoice_number,total_amount,item_name,item_amount\n"
        f"{tenant.location()},{vendor['erp_vendor_id']},D-1,10.00,A,5\n"
        f"{tenant.location()},{vendor['erp_vendor_id']},D-1,11.00,B,5\n"
        f"{tenant.location('hafen')},{vendor['erp_vendor_id']},D-2,11.00,B,11\n"
        f"{tenant.location()},nobody,D-3,11.00,B,eleven\n"
    )
    answer = send(tenant, "invoices", text)
    assert faults(answer) == [
        ("rows[2].total_amount", "rows_differ"),
        ("rows[4]", "location_company_mismatch"),
        ("rows[5].item_amount", "invalid_amount"),
    ]


def test_payments_are_recorded_by_vendor_and_number(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, invoice_number="P-1")
    other = make_invoice(tenant)
    text = (
        "vendor id;number;invoice id;date;amount;check number\n"
        f"{invoice['erp_vendor_id']};P-1;;2026-11-19;1.00,00;\n"
        f"{invoice['erp_vendor_id']};P-1;;2026-11-19;10,50;4711\n"
        f";;{other['invoice_id']};2026-11-19;open;4711\n"
        f"{invoice['erp_vendor_id']};P-9;;2026-11-19;1;\n"
        f";;{other['invoice_id']};2026-11-19;1;4712\n"
    )
    done = send(tenant, "payments", text, decimal_mark=",", skip_failed="true").json()
    assert [(row["rows"], row["did"], [e["type"] for e in row["errors"]]) for row in done["rows"]] == [
        ([2], "failed", ["invalid_amount"]),
        ([3], "created", []),
        ([4], "created", []),
        ([5], "failed", ["not_found"]),
        ([6], "failed", ["overpaid"]),
    ]
    shown = tenant.api().get(f"/v1/invoices/{invoice['id']}").json()
    assert (shown["payment_status"], shown["outstanding_balance"]) == ("partial", 99.5)
    undo(tenant, done)
    assert tenant.api().get(f"/v1/invoices/{other['id']}").json()["payment_status"] == "unpaid"


def test_a_payment_says_how_much_and_of_an_invoice_of_the_files_company(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    text = f"invoice_id,paid_on,ammount\n{invoice['invoice_id']},2026-11-19,10\n"
    assert faults(send(tenant, "payments", text)) == [("rows[2].amount", "required")]
    foreign = send(
        tenant, "payments", text.replace("ammount", "amount"), ottimate_company_id=str(tenant.company("west"))
    )
    assert faults(foreign) == [("rows[2]", "not_found")]
    assert tenant.api().get(f"/v1/invoices/{invoice['id']}").json()["payment_status"] == "unpaid"


def test_an_undo_leaves_an_invoice_that_somebody_approved(tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5000")
    done = send(tenant, "invoices", invoice_rows(tenant, make_vendor(tenant))).json()
    tenant.api("second").post(f"/v1/invoices/{done['rows'][0]['id']}/approve")
    rows = undo(tenant, done).json()["rows"]
    assert (rows[0]["undone"], rows[1]["undone"]) == (False, True)
    assert "since the import" in rows[0]["undo_refused"]


def test_a_file_taken_in_twice_is_taken_back_twice(tenant: Tenant) -> None:
    """When the first ones go, the second ones are looked at again: nobody's hand."""
    make_dimension(tenant, "account", "5000")
    vendor = make_vendor(tenant)
    first, second = (send(tenant, "invoices", invoice_rows(tenant, vendor)).json() for _ in range(2))
    assert "keep one of them" in second["rows"][0]["notes"][0]
    for done in (first, second):
        assert [row["undone"] for row in undo(tenant, done).json()["rows"]] == [True, True]


def test_imports_are_listed_newest_first(tenant: Tenant) -> None:
    one = send(tenant, "vendors", "erp_vendor_id,erp_vendor_name\nL-1,L\n").json()
    two = send(tenant, "vendors", "erp_vendor_id,erp_vendor_name\nL-1,M\n").json()
    listed = tenant.api().get("/v1/imports", params={"kind": "vendors", "limit": 2}).json()["results"]
    assert [(one["id"], one["created"], one["updated"]) for one in listed] == [(two["id"], 0, 1), (one["id"], 1, 0)]
    assert tenant.api().get("/v1/imports", params={"kind": "payments"}).json()["count"] == 0


def test_the_columns_of_each_kind_can_be_asked_for(tenant: Tenant) -> None:
    columns = tenant.api().get("/v1/imports/columns").json()["columns"]
    assert set(columns) == {"vendors", "dimensions", "invoices", "payments"}
    assert "erp_vendor_id" in columns["vendors"]


def test_whoever_may_not_write_the_rows_imports_nothing(tenant: Tenant, other_tenant: Tenant) -> None:
    assert send(tenant, "vendors", VENDORS, tenant.api("reader")).status_code == 403
    assert send(tenant, "vendors", VENDORS, tenant.api("editor")).status_code == 403
    west = str(tenant.company("west"))
    assert send(tenant, "vendors", VENDORS, tenant.api("east"), ottimate_company_id=west).status_code == 403
    assert send(tenant, "vendors", VENDORS, other_tenant.api(), ottimate_company_id=west).status_code == 404
    done = send(tenant, "vendors", VENDORS).json()
    assert other_tenant.api().get(f"/v1/imports/{done['id']}").status_code == 404
    assert undo(tenant, done, other_tenant.api()).status_code == 404
    assert undo(tenant, done, tenant.api("main")).status_code == 404
    assert undo(tenant, done, tenant.api("reader")).status_code == 403
    assert "X-1" in vendors(tenant)


@pytest.mark.parametrize(
    ("form", "field"),
    [({"kind": "people"}, "kind"), ({"decimal_mark": ";"}, "decimal_mark"), ({"dry_run": "maybe"}, "dry_run")],
)
def test_what_is_wrong_with_the_form_is_named(tenant: Tenant, form: dict[str, str], field: str) -> None:
    body = {"kind": "vendors", "ottimate_company_id": str(tenant.company()), **form}
    files = {"file": ("rows.csv", VENDORS.encode(), "text/csv")}
    answer = tenant.api().post("/v1/imports", files=files, data=body)
    assert (answer.status_code, faults(answer)[0][0]) == (400, field)


def test_a_file_that_is_no_text_is_refused(tenant: Tenant) -> None:
    answer = send(tenant, "vendors", b"erp_vendor_id\nV\0\n")
    assert (answer.status_code, answer.json()["message"]["error"]) == (400, "unreadable_csv")
