"""Imports of files: what was taken in, and its undo."""

from payables.dashboard.pages.lists import choices, filters_of, listed
from payables.dashboard.pages.places import places_of
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Permission

PATH = "/v1/imports"
FILTERS = ("kind",)
KINDS = {
    "vendors": Permission.VENDORS_WRITE,
    "dimensions": Permission.DIMENSIONS_WRITE,
    "invoices": Permission.INVOICES_EDIT,
    "payments": Permission.PAYMENTS_WRITE,
}
MOST_ROWS = 300  # that a page shows


@page("/imports", needs=Permission.INVOICES_READ)
async def show_imports(page: Page) -> Reply:
    """The list with the filters of its address."""
    places = await places_of(page)
    return page.show(
        "master_data/imports/list.html",
        found=await listed(page, PATH, FILTERS, "results", ottimate_company_id=places.company_id),
        filters=filters_of(page, FILTERS),
        kinds=choices("imports.kind", tuple(KINDS)),
        places=places,
        may_import=bool(offered(page)),
    )


@page("/imports/{id:str}", needs=Permission.INVOICES_READ)
async def show_import(page: Page, id: str) -> Reply:
    """One import with its rows."""
    done = await page.get(f"{PATH}/{id}")
    return page.show(
        "master_data/imports/show.html",
        done=done,
        rows=done["rows"][:MOST_ROWS],
        places=await places_of(page),
        may_undo=done["status"] == "imported" and done["kind"] in offered(page),
    )


@action("/imports/{id:str}/undo", again=show_import)
async def undo_import(page: Page, id: str) -> Reply:
    """What somebody has built on since stays, and its row says why."""
    done = (await page.post(f"{PATH}/{id}/undo")).data
    kept = any(row["undo_refused"] for row in done["rows"])
    return page.go(f"/imports/{id}", said="import_partly_undone" if kept else "import_undone")


def offered(page: Page) -> list[str]:
    """The kinds of files that the person may bring in."""
    return [kind for kind, needs in KINDS.items() if page.may(needs)]
