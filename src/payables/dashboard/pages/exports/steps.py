"""What people tell about a job: what the ERP has taken, that nothing arrived, that nobody knows, and what was found out."""

import re
from typing import Any

from payables.dashboard.pages.exports.jobs import show_job
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action

LATER = "later"  # of an invoice that the ERP has not answered for yet
_OUTCOME = re.compile(r"outcome\.([0-9]{1,10})")


@action("/exports/{id:str}/acknowledge", again=show_job)
async def acknowledge_job(page: Page, id: str) -> Reply:
    """With what the ERP says of each invoice."""
    body = {"invoices": _answers(page), "export_transaction_id": page.form.optional("export_transaction_id")}
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


def _answers(page: Page) -> list[dict[str, Any]]:
    """For those of which something was said; in the order of the page."""
    wanted = [found[1] for name in page.form.values if (found := _OUTCOME.fullmatch(name))]
    return [_answer(page, id) for id in wanted if page.form.text(f"outcome.{id}") != LATER]


def _answer(page: Page, id: str) -> dict[str, Any]:
    said = page.form.text(f"said.{id}") or None
    outcome = page.form.text(f"outcome.{id}")
    told = {"reason": said} if outcome == "rejected" else {"export_transaction_id": said}
    return {"invoice_id": int(id), "outcome": outcome, **_set(told)}


def _set(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
