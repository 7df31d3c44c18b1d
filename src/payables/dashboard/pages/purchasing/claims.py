"""Claims: credits that vendors owe, what they come to by age, and what settles them."""

from typing import Any

from payables.dashboard.pages.lists import choices, filters_of, listed, told_above
from payables.dashboard.pages.places import places_of
from payables.dashboard.pages.typed_values import number_in
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Feature, Permission
from payables.platform.http.etag import read_content_tag

FILTERS = ("status", "ottimate_vendor_id", "invoice_id")
STATUSES = ("open", "settled", "withdrawn")
PATH = "/v1/claims"


@page("/claims", needs=Permission.INVOICES_READ, feature=Feature.PURCHASE_ORDERS)
async def show_claims(page: Page) -> Reply:
    """The list with the filters of its address."""
    places = await places_of(page)
    return page.show(
        "purchasing/claims/list.html",
        found=await listed(page, PATH, FILTERS, "results", ottimate_company_id=places.company_id),
        filters=filters_of(page, FILTERS),
        statuses=choices("claims.status", STATUSES),
        places=places,
    )


@page("/claims/aging", needs=Permission.INVOICES_READ, feature=Feature.PURCHASE_ORDERS)
async def show_claims_aging(page: Page) -> Reply:
    """What each vendor owed on a day."""
    places = await places_of(page, one_company=True)
    asked = {"ottimate_company_id": places.company_id, "as_of": page.query.get("as_of")}
    aging = await told_above(page, page.get(f"{PATH}/aging", asked), {"as_of": None, "vendors": []})
    return page.show("purchasing/claims/aging.html", aging=aging, places=places, filters=filters_of(page, ("as_of",)))


@page("/claims/{id:str}", needs=Permission.INVOICES_READ, feature=Feature.PURCHASE_ORDERS)
async def show_claim(page: Page, id: str) -> Reply:
    """One claim, with the credit memos that could settle it."""
    claim = await page.get(f"{PATH}/{id}")
    may_decide = page.may(Permission.MATCHES_DECIDE)
    memos = await page.get(f"{PATH}/{id}/credit-memos") if may_decide and claim["status"] == "open" else None
    return page.show(
        "purchasing/claims/show.html",
        claim=claim,
        memos=memos["credit_memos"] if memos else [],
        places=await places_of(page),
        may_decide=may_decide,
    )


@action("/claims/{id:str}/settle", again=show_claim)
async def settle_claim(page: Page, id: str) -> Reply:
    """As much as is open and as the memo has left, unless an amount is named."""
    memo = page.form.text("credit_memo_id")
    body: dict[str, Any] = {"credit_memo_id": memo, "amount": number_in(page, page.form.text("amount"))}
    done = await page.post(f"{PATH}/{id}/settle", body)
    return page.go(f"/claims/{id}", said="claim_settled", of=f"{id}/{memo}/{read_content_tag(done.etag)}")


@action("/claims/{id:str}/unsettle", again=show_claim)
async def unsettle_claim(page: Page, id: str) -> Reply:
    """What a memo settles is open again."""
    memo = {"credit_memo_id": page.form.text("credit_memo_id")}
    await page.post(f"{PATH}/{id}/unsettle", memo, etag=page.form.etag)
    return page.go(f"/claims/{id}", said="claim_unsettled")


@action("/claims/{id:str}/withdraw", again=show_claim)
async def withdraw_claim(page: Page, id: str) -> Reply:
    """Nothing is expected any more."""
    await page.post(f"{PATH}/{id}/withdraw", {"reason": page.form.text("reason")})
    return page.go(f"/claims/{id}", said="claim_withdrawn")
