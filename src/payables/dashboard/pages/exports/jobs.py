"""Export jobs: what is ready and stuck at a glance, the jobs there are, one job with its invoices, a new one, its file."""

from typing import Any

from payables.dashboard.pages.by_index import called_by_index, sentences_by_index
from payables.dashboard.pages.exports.answers import answered_for, not_taken
from payables.dashboard.pages.lists import choices, every, filters_of, listed
from payables.dashboard.pages.places import Places, places_of
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply, handed_on
from payables.dashboard.web.routing import action, page
from payables.exports.model import TRANSITIONS, JobEvent, JobState
from payables.platform.caller import Permission

FILTERS = ("state",)
STATES = tuple(state.value for state in JobState)
FORMATS = ("csv", "xlsx", "iif")
STUCK_SHOWN = 5


@page("/exports", needs=Permission.INVOICES_EXPORT)
async def show_exports(page: Page) -> Reply:
    """Of the chosen company, or of all."""
    places = await places_of(page)
    company = places.company_id
    return page.show(
        "exports/list.html",
        found=await listed(page, "/v1/exports", FILTERS, "results", ottimate_company_id=company),
        ready=await page.get("/v1/exports/ready", {"ottimate_company_id": company}),
        stuck=await page.get("/v1/exports/stuck", {"ottimate_company_id": company, "limit": STUCK_SHOWN}),
        mappings=await every(page, "/v1/export-mappings", ottimate_company_id=company),
        filters=filters_of(page, FILTERS),
        states=choices("exports.state", STATES),
        formats=choices("exports.format", FORMATS),
        places=places,
    )


@action("/exports/new", again=show_exports)
async def make_export(page: Page) -> Reply:
    """Of all that is ready, or of one location."""
    form = page.form
    mapping = form.optional("mapping_id")
    body = {
        "ottimate_company_id": form.text("ottimate_company_id"),
        "ottimate_location_id": form.optional("ottimate_location_id"),
        "mapping_id": mapping,
        "format": None if mapping else form.optional("format"),
    }
    made = await page.post("/v1/exports", {name: value for name, value in body.items() if value})
    return page.go(f"/exports/{made.data['id']}", said="export_made")


@page("/exports/{id:str}", needs=Permission.INVOICES_EXPORT)
async def show_job(page: Page, id: str) -> Reply:
    """One job with its invoices, what became of each, and what may be done now."""
    job = await page.get(f"/v1/exports/{id}")
    places = await places_of(page)
    mapping = await _mapping(page, job)
    waiting = [one for one in job["invoices"] if one["outcome"] == "claimed"]
    numbers = {str(one["invoice_id"]): one["invoice_number"] or str(one["invoice_id"]) for one in job["invoices"]}
    answered = {id: numbers.get(id, id) for id in answered_for(page.form)}
    return page.show(
        "exports/show.html",
        job=job,
        called=called_by_index(page, "invoices", answered),
        faults=sentences_by_index(page, "invoices", list(answered)),
        company=places.company(job["ottimate_company_id"]),
        locations=_locations(places, job),
        mapping=mapping,
        events=events_of(job["state"]),
        waiting=waiting,
        done=[one for one in job["invoices"] if one["outcome"] != "claimed"],
        left_out=_left_out(job),
        not_taken=not_taken(page.form, job) if page.refusal is not None else [],
        may_download=job["file"] is not None and job["state"] != JobState.FAILED,
    )


@page("/exports/{id:str}/file", needs=Permission.INVOICES_EXPORT, writes=True)
async def get_file(page: Page, id: str) -> Reply:
    """As a download. The first one sends the job."""
    file = await page.ask(f"/v1/exports/{id}/file")
    return Reply(200, handed_on(file.headers), file.content)


def events_of(state: str) -> frozenset[str]:
    """What may happen to a job in this state."""
    return frozenset(event.value for (start, event) in TRANSITIONS if start == state) - {JobEvent.SETTLE.value}


async def _mapping(page: Page, job: dict[str, Any]) -> dict[str, Any] | None:
    """None where the job used none, or it is deleted by now."""
    return await page.find(f"/v1/export-mappings/{job['mapping_id']}") if job["mapping_id"] else None


def _left_out(job: dict[str, Any]) -> list[dict[str, Any]]:
    """What failed and never was part of it; what the ERP did not take stands among its invoices."""
    part = {one["id"] for one in job["invoices"]}
    return [one for one in job["failed"] if one["id"] not in part]


def _locations(places: Places, job: dict[str, Any]) -> str:
    return ", ".join(places.location(id) for id in job["ottimate_location_ids"])
