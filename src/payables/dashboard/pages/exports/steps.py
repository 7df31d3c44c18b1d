"""What people tell about a job: what the ERP has taken, that nothing arrived, that nobody knows, and what was found out."""

from typing import Any

from payables.dashboard.pages.exports.answers import answer_in, answered_for
from payables.dashboard.pages.exports.jobs import show_job
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action


@action("/exports/{id:str}/acknowledge", again=show_job)
async def acknowledge_job(page: Page, id: str) -> Reply:
    """With what the ERP says of each invoice."""
    answers = [answer_in(page.form, invoice) for invoice in answered_for(page.form)]
    body = {"invoices": answers, "export_transaction_id": page.form.optional("export_transaction_id")}
    done = await page.post(f"/v1/exports/{id}/acknowledge", _set(body))
    return page.go(f"/exports/{id}", said="export_taken" if done.data["state"] == "acknowledged" else "export_answered")


@action("/exports/{id:str}/fail", again=show_job)
async def fail_job(page: Page, id: str) -> Reply:
    """Nothing of it is in the ERP."""
    await page.post(f"/v1/exports/{id}/fail", {"reason": page.form.text("reason")})
    return page.go(f"/exports/{id}", said="export_failed")


@action("/exports/{id:str}/cancel", again=show_job)
async def cancel_job(page: Page, id: str) -> Reply:
    """It has not left."""
    await page.post(f"/v1/exports/{id}/cancel", _set({"reason": page.form.optional("reason")}))
    return page.go(f"/exports/{id}", said="export_cancelled")


@action("/exports/{id:str}/uncertain", again=show_job)
async def doubt_job(page: Page, id: str) -> Reply:
    """Nobody knows whether it arrived."""
    await page.post(f"/v1/exports/{id}/uncertain", {"reason": page.form.text("reason")})
    return page.go(f"/exports/{id}", said="export_uncertain")


@action("/exports/{id:str}/resolve", again=show_job)
async def resolve_job(page: Page, id: str) -> Reply:
    """Somebody has looked in the ERP."""
    outcome = page.form.text("outcome")
    body = {
        "outcome": outcome,
        "reason": page.form.text("reason"),
        "export_transaction_id": page.form.optional("export_transaction_id") if outcome == "arrived" else None,
    }
    await page.post(f"/v1/exports/{id}/resolve", _set(body))
    return page.go(f"/exports/{id}", said=f"export_{outcome}" if outcome in ("arrived", "did_not_arrive") else None)


def _set(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
