"""What a line of a statement is: said by hand, and taken back."""

from payables.dashboard.pages.purchasing.statements import PATH, show_statement
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action


@action("/statements/{id:str}/lines/{line:str}/match", again=show_statement)
async def match_line(page: Page, id: str, line: str) -> Reply:
    """It is this invoice or credit memo."""
    invoice = page.form.text("invoice_id")
    await page.post(f"{PATH}/{id}/lines/{line}/match", {"invoice_id": invoice})
    of = f"{id}/{line}/{invoice}"
    return page.go(f"/statements/{id}", said="line_matched", of=of, outcome=page.form.optional("outcome"))


@action("/statements/{id:str}/lines/{line:str}/unmatch", again=show_statement)
async def unmatch_line(page: Page, id: str, line: str) -> Reply:
    """It is not, and is not found to be again."""
    was = page.form.optional("invoice_id")
    await page.post(f"{PATH}/{id}/lines/{line}/unmatch", {"invoice_id": was})
    of = f"{id}/{line}/{was}" if was else None
    return page.go(f"/statements/{id}", said="line_unmatched", of=of, outcome=page.form.optional("outcome"))
