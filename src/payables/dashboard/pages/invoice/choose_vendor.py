"""Which vendor somebody means who typed a name, or picked one."""

from collections.abc import Mapping
from typing import Any

from payables.dashboard.pages.invoice.changed import RIGHT
from payables.dashboard.pages.invoice.fields import VENDOR
from payables.dashboard.pages.invoice.merged import is_touched, typed_in
from payables.dashboard.pages.vendors_named import vendor_named
from payables.dashboard.shown.typed import whole_number
from payables.dashboard.web.forms import Form
from payables.dashboard.web.page import Page

PICKED, PICKED_AS = "vendor_id", "vendor_as"  # of what was chosen while typing: its id, and the name it stood under
OFFERED = "vendor_pick"  # one of those that were offered
NEW_ID = "new_vendor_erp_id"


async def vendor_change(page: Page, invoice: Mapping[str, Any]) -> dict[str, Any]:
    """What a PATCH says of it; nothing where nothing was said. Raises InvalidFields."""
    form = page.form
    if erp_id := form.optional(NEW_ID):
        name = typed_in(form, VENDOR.name) or invoice["ottimate_vendor_name"] or ""
        return {"erp_vendor_id": erp_id, "erp_vendor_name": name}
    typed = typed_in(form, VENDOR.name) or ""
    if picked := _picked(form, typed):
        return {"ottimate_vendor_id": picked}
    if is_touched(form, VENDOR.name):
        return {
            "ottimate_vendor_id": await vendor_named(page, invoice["ottimate_company_id"], typed, VENDOR.name)
            if typed
            else None
        }
    if form.checked(f"{RIGHT}{VENDOR.name}") and invoice["ottimate_vendor_id"] is not None:
        return {"ottimate_vendor_id": invoice["ottimate_vendor_id"]}
    return {}


async def vendor_of(page: Page, company_id: int) -> int | None:
    """Of an invoice that is entered: what was picked, or what was typed. Raises InvalidFields."""
    typed = page.form.text(VENDOR.name)
    return _picked(page.form, typed) or (await vendor_named(page, company_id, typed, VENDOR.name) if typed else None)


def _picked(form: Form, typed: str) -> int | None:
    """The id of what was chosen, unless another name was typed since."""
    chosen = form.text(PICKED) if form.text(PICKED_AS) == typed else ""
    return whole_number(form.text(OFFERED) or chosen)
