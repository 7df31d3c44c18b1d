"""The request log: what was asked of the API with each key, and what it answered, bodies redacted."""

import json
from typing import Any

from payables.dashboard.pages.lists import PER_PAGE, filters_of, told_above
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import page
from payables.platform.caller import Permission

PATH = "/v1/request-log"
FILTERS = ("key", "client", "user_id", "status", "method", "path", "error", "request_id", "date_from", "date_to")
STATUSES = ("2xx", "4xx", "5xx", "400", "401", "403", "404", "409", "429")
METHODS = ("GET", "POST", "PATCH", "DELETE")


@page("/integration/requests", needs=Permission.USERS_MANAGE)
async def show_requests(page: Page) -> Reply:
    """Newest first, with the filters of the address."""
    credentials = await page.get("/v1/credentials")
    clients = [(one["client_id"], f"{one['user_name']} / {one['name']}") for one in credentials["clients"]]
    return page.show(
        "integration/requests.html",
        found=await _found(page),
        filters=filters_of(page, FILTERS),
        keys=[(key["id"], f"{key['label']} {key['hint']}") for key in credentials["api_keys"]],
        clients=clients,
        names=dict(clients),
        statuses=[(one, one) for one in STATUSES],
        methods=[(one, one) for one in METHODS],
    )


@page("/integration/requests/{id:str}", needs=Permission.USERS_MANAGE)
async def show_request(page: Page, id: str) -> Reply:
    """One request with its bodies."""
    found = await page.get(f"{PATH}/{id}")
    return page.show(
        "integration/request.html",
        asked=found,
        query_text=_written(found["query"]),
        request_body=_written(found["request_body"]),
        answer_body=_written(found["answer_body"]),
    )


async def _found(page: Page) -> dict[str, Any]:
    """Where a filter is refused nothing is said of how long requests are kept."""
    wanted = {**filters_of(page, FILTERS), "before": page.query.get("before"), "limit": PER_PAGE}
    return await told_above(
        page, page.get(PATH, wanted), {"results": [], "next": None, "dropped": 0, "kept_days": None}
    )


def _written(value: Any) -> str | None:
    return None if value is None else json.dumps(value, indent=2, ensure_ascii=False, default=str)
