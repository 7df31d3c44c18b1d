"""What a person does about the approval of the invoice that they look at. Each is one call of the API with the version seen."""

from typing import Any

from payables.dashboard.pages.approvals.policies.show import asks_policies
from payables.dashboard.pages.invoice.going import back_to, go_on
from payables.dashboard.pages.invoice.show import show_invoice
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action


@action("/invoices/{id:str}/approve", again=show_invoice)
async def approve_invoice(page: Page, id: str) -> Reply:
    """On to the next of the queue: what was done can be undone there."""
    body: dict[str, Any] = {"comment": page.form.optional("comment")}
    if page.form.checked("force"):
        body |= {"force": True, "comment": page.form.optional("why")}
    return await _decided(page, id, "approve", body, "approved")


@action("/invoices/{id:str}/decline", again=show_invoice)
async def decline_invoice(page: Page, id: str) -> Reply:
    """Back to whoever works on it, with the reason."""
    return await _decided(page, id, "decline", {"reason": page.form.text("reason")}, "declined")


@action("/invoices/{id:str}/flag", again=show_invoice)
async def flag_invoice(page: Page, id: str) -> Reply:
    """Approvals given so far are undone."""
    return await _decided(page, id, "flag", {"flagging_reason": page.form.optional("flagging_reason")}, "flagged")


@action("/invoices/{id:str}/hold", again=show_invoice)
async def hold_invoice(page: Page, id: str) -> Reply:
    """It may be approved, and does not leave."""
    await page.post(f"/v1/invoices/{id}/hold", {"reason": page.form.text("hold_reason")}, etag=page.form.etag)
    return back_to(page, id, said="held")


@action("/invoices/{id:str}/release", again=show_invoice)
async def release_invoice(page: Page, id: str) -> Reply:
    """It may leave again."""
    await page.post(f"/v1/invoices/{id}/release", etag=page.form.etag)
    return back_to(page, id, said="released")


@action("/invoices/{id:str}/approvers/ask", again=show_invoice)
async def ask_approver(page: Page, id: str) -> Reply:
    """One more person has to approve, beside the policies."""
    await page.post(f"/v1/invoices/{id}/approvers", {"email": page.form.text("approver")}, etag=page.form.etag)
    return back_to(page, id, said="approver_asked")


@action("/invoices/{id:str}/approvers/remove", again=show_invoice)
async def remove_approver(page: Page, id: str) -> Reply:
    """A request by hand is taken back."""
    await page.delete(f"/v1/invoices/{id}/approvers", approval_id=page.form.text("approval"))
    return back_to(page, id, said="approver_removed")


@action("/invoices/{id:str}/approvers/renew", again=show_invoice)
async def renew_approvers(page: Page, id: str) -> Reply:
    """The chain is drawn up anew from the policies as they are now."""
    await page.post(f"/v1/invoices/{id}/approvers/renew", etag=page.form.etag)
    return back_to(page, id, said="approvers_renewed" if asks_policies(page) else "approvers_not_asked")


@action("/invoices/{id:str}/comments", again=show_invoice)
async def comment_invoice(page: Page, id: str) -> Reply:
    """With whoever is chosen beside the text, or named in it."""
    mentions = [person for person in page.form.all("mention") if person.strip()]
    await page.post(f"/v1/invoices/{id}/comments", {"text": page.form.text("text"), "mentions": mentions})
    return back_to(page, id, said="commented")


@action("/invoices/{id:str}/comments/remove", again=show_invoice)
async def remove_comment(page: Page, id: str) -> Reply:
    """One's own: its text goes, and its place stays."""
    await page.delete(f"/v1/invoices/{id}/comments/{page.form.part('comment_id')}")
    return back_to(page, id, said="comment_removed")


async def _decided(page: Page, id: str, step: str, body: dict[str, Any], said: str) -> Reply:
    decided = await page.post(f"/v1/invoices/{id}/{step}", body, etag=page.form.etag)
    whole = decided.data.get("id") or decided.data["invoice"]["id"]
    return go_on(page, f"/invoices/{whole}", said=said, of=whole)
