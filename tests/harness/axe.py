"""Accessibility, as axe-core finds it."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_axe = Axe()


def violations(page: Page, context: str | None = None, *, only: list[str] | None = None) -> list[str]:
    """A line per element that breaks a rule, or one of those named in `only`; of the whole page, or of what a selector names."""
    rules = {"type": "rule", "values": only} if only else {"type": "tag", "values": TAGS}
    found = _axe.run(page, context=context, options={"runOnly": rules, "resultTypes": ["violations"]})
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: {' '.join(map(str, node['target']))}\n    {_why(node)}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def assert_accessible(page: Page, context: str | None = None) -> None:
    """Raises AssertionError with what is wrong."""
    found = violations(page, context)
    assert not found, f"{page.url}: {len(found)} violations\n" + "\n".join(found[:20])


def _why(node: dict[str, Any]) -> str:
    said = [check["message"] for kind in ("any", "all", "none") for check in node[kind]]
    return "; ".join(said)[:300]
