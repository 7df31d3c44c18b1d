"""Which vendor somebody means who typed a name, or picked one."""

from collections.abc import Mapping
from typing import Any

from payables.dashboard.pages.invoice.changed import RIGHT
from payables.dashboard.pages.invoice.fields import VENDOR
from payables.dashboard.pages.invoice.merged import is_touched, typed_in
from payables.dashboard.shown.typed import whole_number
from payables.dashboard.web.forms import Form
from payables.dashboard.web.page import Page
from payables.kit.errors import FieldError, InvalidFields

PICKED, PICKED_AS = "vendor_id", "vendor_as"  # of what was chosen while typing: its id, and the name it stood under
OFFERED = "vendor_pick"  # one of those that were offered
NEW_ID = "new_vendor_erp_id"
MOST = 8


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
        return {"ottimate_vendor_id": await _meant(page, invoice["ottimate_company_id"], typed) if typed else None}
    if form.checked(f"{RIGHT}{VENDOR.name}") and invoice["ottimate_vendor_id"] is not None:
        return {"ottimate_vendor_id": invoice["ottimate_vendor_id"]}
    return {}


async def vendor_of(page: Page, company_id: int) -> int | None:
    """Of an invoice that is entered: what was picked, or what was typed. Raises InvalidFields."""
    typed = page.form.text(VENDOR.name)
    return _picked(page.form, typed) or (await _meant(page, company_id, typed) if typed else None)


async def vendors_like(page: Page, company_id: int | None, text: str, most: int = MOST) -> list[dict[str, Any]]:
    """The nearest to a name or to an id in the ERP."""
    asked = {"ottimate_company_id": company_id, "search": text[:200], "limit": most, "detail": "basic"}
    found = await page.find("/v1/vendors", asked)
    return found["vendors"] if found else []


def _picked(form: Form, typed: str) -> int | None:
    """The id of what was chosen, unless another name was typed since."""
    chosen = form.text(PICKED) if form.text(PICKED_AS) == typed else ""
    return whole_number(form.text(OFFERED) or chosen)


async def _meant(page: Page, company_id: int, text: str) -> int:
    """The only one that has the words, or the one whose id or name they are. Raises InvalidFields."""
    found = await vendors_like(page, company_id, text)
    wanted = text.casefold()
    exact = [one for one in found if wanted in (_folded(one["erp_vendor_id"]), _folded(one["erp_vendor_name"]))]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0]["id"]
    sentence = "Several vendors are called like this: choose one." if found else "No vendor is called like this."
    raise InvalidFields([FieldError(VENDOR.name, sentence, "unknown_vendor")])


def _folded(text: str | None) -> str:
    return (text or "").casefold()
