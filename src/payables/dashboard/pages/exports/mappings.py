"""Column mappings: what the files of a company look like."""

from typing import Any

from payables.dashboard.pages.lists import choices, listed
from payables.dashboard.pages.places import places_of
from payables.dashboard.pages.typed_values import typed_lines, with_blanks
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Permission

PATH = "/v1/export-mappings"
COLUMN = ("header", "field", "constant", "format")
QUICKBOOKS = ("payable_account", "tax_account", "discount_account", "difference_account", "accounts_by", "vendors_by")
# What a column may show, to be completed while typing; any dimension type may stand behind `dimensions.`.
FIELDS = (
    "id", "invoice_id", "invoice_number", "type", "invoice_date", "due_date", "posting_date", "approved_date", "currency",
    "total_amount", "total_tax", "discount_amount", "purchase_order", "notes", "export_transaction_id",
    "ottimate_company_id", "company_name", "ottimate_location_id", "ottimate_location_name", "ottimate_vendor_id",
    "ottimate_vendor_name", "erp_vendor_id", "line.number", "line.id", "line.name", "line.description", "line.sku",
    "line.quantity", "line.unit", "line.price", "line.amount", "split.number", "split.amount", "split.percent", "split.memo",
    "amount", "dimensions.account", "dimensions.account.name", "dimensions.account.code", "dimensions.department",
    "dimensions.class", "dimensions.project",
)  # fmt: skip
COLUMN_FORMATS = ("YYYY-MM-DD", "MM/DD/YYYY", "DD/MM/YYYY", "DD.MM.YYYY", "YYYYMMDD", "plain", "negated", "signed")
NEW: dict[str, Any] = {"name": "", "format": "csv", "row_per": "line", "bom": True, "columns": [], "quickbooks": None}


@page("/exports/mappings", needs=Permission.INVOICES_EXPORT)
async def show_mappings(page: Page) -> Reply:
    """Newest first."""
    places = await places_of(page)
    found = await listed(page, PATH, (), "results", ottimate_company_id=places.company_id)
    return page.show("exports/mappings.html", found=found, places=places)


@page("/exports/mappings/new", needs=Permission.INVOICES_EXPORT)
async def show_new_mapping(page: Page) -> Reply:
    return await _form(page, NEW)


@action("/exports/mappings/new", again=show_new_mapping)
async def enter_mapping(page: Page) -> Reply:
    company = page.form.text("ottimate_company_id")
    made = await page.post(PATH, {"ottimate_company_id": company, **_sent(page)})
    return page.go(f"/exports/mappings/{made.data['id']}", said="mapping_entered")


@page("/exports/mappings/{id:str}", needs=Permission.INVOICES_EXPORT)
async def show_mapping(page: Page, id: str) -> Reply:
    called = await page.ask(f"{PATH}/{id}")
    return await _form(page, called.data, called.etag)


@action("/exports/mappings/{id:str}", again=show_mapping)
async def change_mapping(page: Page, id: str) -> Reply:
    """What kind of file it is stays: another kind is another mapping."""
    await page.patch(f"{PATH}/{id}", _sent(page), etag=page.form.etag)
    return page.go(f"/exports/mappings/{id}", said="mapping_changed")


@action("/exports/mappings/{id:str}/delete", again=show_mapping)
async def delete_mapping(page: Page, id: str) -> Reply:
    """Jobs keep their copy of it."""
    await page.delete(f"{PATH}/{id}", etag=page.form.etag)
    return page.go("/exports/mappings", said="mapping_deleted")


async def _form(page: Page, mapping: dict[str, Any], etag: str | None = None) -> Reply:
    places = await places_of(page, one_company=True)
    typed = typed_lines(page, COLUMN, "columns") if page.refusal else mapping["columns"]
    columns = [{name: column.get(name) or "" for name in COLUMN} for column in typed]
    return page.show(
        "exports/mapping.html",
        mapping=mapping,
        etag=page.seen(etag),
        quickbooks=mapping["quickbooks"] or {},
        columns=with_blanks(page, columns, COLUMN),
        places=places,
        formats=choices("exports.format", ("csv", "xlsx", "iif")),
        rows_per=choices("exports.row_per", ("invoice", "line", "split")),
        accounts_by=choices("exports.accounts_by", ("name", "code", "erp_dimension_id")),
        vendors_by=choices("exports.vendors_by", ("erp_vendor_name", "erp_vendor_id")),
        fields=FIELDS,
        column_formats=COLUMN_FORMATS,
    )


def _sent(page: Page) -> dict[str, Any]:
    """A table has columns, a QuickBooks file has accounts; the API refuses what does not belong together."""
    format = page.form.text("format")
    body: dict[str, Any] = {"name": page.form.text("name"), "format": format}
    if format == "iif":
        accounts = {name: value for name in QUICKBOOKS if (value := page.form.optional(name))}
        return {**body, "quickbooks": accounts}
    rows = typed_lines(page, COLUMN, "columns")
    columns = [{name: row[name] for name in COLUMN if row.get(name)} for row in rows]
    return {**body, "row_per": page.form.text("row_per"), "bom": page.form.checked("bom"), "columns": columns}
