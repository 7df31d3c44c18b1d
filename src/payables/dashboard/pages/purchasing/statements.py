"""Vendors' statements: the list, one statement held against the ledger, and what is done with it as a whole."""

from typing import Any

from payables.dashboard.pages.lists import PER_PAGE, choices, filters_of, listed
from payables.dashboard.pages.places import groups_of, places_of
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Permission
from payables.platform.http.etag import read_content_tag

FILTERS = ("status", "ottimate_vendor_id", "ottimate_group_id", "statement_date_from", "statement_date_to")
STATUSES = ("reading", "open", "reconciled", "failed")
OUTCOMES = ("matched", "amount_differs", "date_differs", "possible", "duplicate", "missing_here")
PATH = "/v1/statements"


@page("/statements", needs=Permission.INVOICES_READ)
async def show_statements(page: Page) -> Reply:
    """The list with the filters of its address."""
    places = await places_of(page)
    found = await listed(page, PATH, FILTERS, "results", ottimate_company_id=places.company_id)
    return page.show(
        "purchasing/statements/list.html",
        found=found,
        filters=filters_of(page, FILTERS),
        statuses=choices("statements.status", STATUSES),
        places=places,
        groups=await groups_of(page),
        may_edit=page.may(Permission.INVOICES_EDIT),
    )


@page("/statements/{id:str}", needs=Permission.INVOICES_READ)
async def show_statement(page: Page, id: str) -> Reply:
    """One statement with its lines; `outcome` of the address chooses among them."""
    statement: dict[str, Any] = await page.get(f"{PATH}/{id}")
    outcome = page.query.get("outcome")
    lines = [line for line in statement["lines"] if outcome in (None, "", line["outcome"])]
    at = page.number("page") or 1
    return page.show(
        "purchasing/statements/show.html",
        statement=statement,
        found={"count": len(lines), "page": at, "limit": PER_PAGE},
        lines=lines[(at - 1) * PER_PAGE : at * PER_PAGE],
        outcome=outcome,
        outcomes=choices("statements.outcome", OUTCOMES),
        places=await places_of(page),
        groups=await groups_of(page),
        unpaired=[document for document in statement["missing_there"] if document["invoice_uuid"]],
        may_edit=page.may(Permission.INVOICES_EDIT),
    )


@action("/statements/{id:str}/reconcile", again=show_statement)
async def compare_again(page: Page, id: str) -> Reply:
    """With the ledger as it is now."""
    await page.post(f"{PATH}/{id}/reconcile")
    return page.go(f"/statements/{id}", said="statement_compared")


@action("/statements/{id:str}/mark-reconciled", again=show_statement)
async def mark_reconciled(page: Page, id: str) -> Reply:
    """Done; with a reason where something is open."""
    done = await page.post(f"{PATH}/{id}/mark-reconciled", {"reason": page.form.optional("reason")})
    return page.go(f"/statements/{id}", said="statement_reconciled", of=f"{id}/{read_content_tag(done.etag)}")


@action("/statements/{id:str}/reopen", again=show_statement)
async def reopen_statement(page: Page, id: str) -> Reply:
    """Not done after all."""
    await page.post(f"{PATH}/{id}/reopen", {"reason": page.form.optional("reason")}, etag=page.form.etag)
    return page.go(f"/statements/{id}", said="statement_reopened")


@action("/statements/{id:str}/delete", again=show_statement)
async def delete_statement(page: Page, id: str) -> Reply:
    """The trail keeps what it was."""
    await page.post(f"{PATH}/{id}/delete")
    return page.go("/statements", said="statement_deleted", of=id)


@action("/statements/{id:str}/restore", again=show_statements)
async def restore_statement(page: Page, id: str) -> Reply:
    """It was deleted a moment ago, and comes back with what people said of its lines."""
    await page.post(f"{PATH}/{id}/restore")
    return page.go(f"/statements/{id}", said="statement_restored")
