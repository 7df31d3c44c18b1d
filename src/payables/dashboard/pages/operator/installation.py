"""How the deployment is, and jobs that were given up."""

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
    return page.show("operator/jobs.html", jobs=await page.state.operating.held_jobs())


@action("/operator/jobs/retry", again=show_jobs, operator=True, alone=True)
async def retry_jobs(page: Page) -> Reply:
    """Those that are ticked; what is done or waits already is left alone."""
    assert page.session
    ids = page.form.numbers("job")
    if not ids:
        return page.go("/operator/jobs", said="nothing_selected")
    await page.state.operating.try_again(ids, page.session.email)
    return page.go("/operator/jobs", said="jobs_retried")
