"""How the deployment is, and jobs that were given up."""

from typing import Any

from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page

LONGEST_ID = 18


@page("/operator", operator=True, alone=True)
async def show_installation(page: Page) -> Reply:
    """Database, workers, queue and disk."""
    return page.show("operator/installation.html", condition=await page.state.operating.condition())


@page("/operator/jobs", operator=True, alone=True)
async def show_jobs(page: Page) -> Reply:
    """The latest first."""
    return await _jobs(page)


@action("/operator/jobs/retry", again=show_jobs, operator=True, alone=True)
async def retry_jobs(page: Page) -> Reply:
    """Those that are ticked; what is done, runs or waits already is left alone, and told."""
    assert page.session
    ids = page.form.numbers("job")
    if not ids:
        return page.go("/operator/jobs", said="nothing_selected")
    tried = await page.state.operating.try_again(ids, page.session.email)
    if tried.left:
        return await _jobs(page, tried=tried)
    return page.go("/operator/jobs", said="jobs_retried")


async def _jobs(page: Page, *, tried: Any = None) -> Reply:
    """`tried`: what became of those that were to be tried again, where that is more than one sentence."""
    return page.show("operator/jobs.html", jobs=await page.state.operating.held_jobs(), tried=tried)
