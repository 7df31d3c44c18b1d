"""A list with the filters of its address."""

from collections.abc import Awaitable, Sequence
from itertools import count
from typing import Any

from payables.dashboard.texts import text
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Refused

PER_PAGE = 50
AT_ONCE = 100  # the most that the API answers


def filters_of(page: Page, names: Sequence[str]) -> dict[str, str]:
    """Those that are set."""
    return {name: value for name in names if (value := page.query.get(name, "").strip())}


async def told_above(page: Page, asking: Awaitable[Any], otherwise: Any) -> Any:
    """What the API answers; a filter that it refuses is told on the page, above what is shown `otherwise`."""
    try:
        return await asking
    except Refused as refused:
        if refused.status not in (400, 404):
            raise
        page.refusal = page.refusal or refused
        return otherwise


async def listed(page: Page, path: str, names: Sequence[str], key: str = "results", /, **wanted: Any) -> dict[str, Any]:
    """As the API answers, or a list of nothing."""
    asked = {**filters_of(page, names), **wanted, "page": page.query.get("page"), "limit": PER_PAGE}
    return await told_above(page, page.get(path, asked), {"count": 0, "page": 1, "limit": PER_PAGE, key: []})


async def every(
    page: Page, path: str, key: str = "results", most: int | None = None, **wanted: Any
) -> list[dict[str, Any]]:
    """All of a list, or the first `most`, asked for by the hundred; nothing where the person may not see it."""
    found: list[dict[str, Any]] = []
    for number in count(1):
        answer = await page.find(path, {**wanted, "page": number, "limit": AT_ONCE})
        found += answer[key] if answer else []
        if not answer or number * AT_ONCE >= min(answer["count"], most or answer["count"]):
            break
    return found


def choices(area: str, words: Sequence[str]) -> list[tuple[str, str]]:
    """Words of the API with what people read for them."""
    return [(word, text(f"{area}.{word}")) for word in words]
