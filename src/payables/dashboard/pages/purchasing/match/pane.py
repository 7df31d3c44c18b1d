"""The match of one invoice as the pane beside it shows it (templates/purchasing/match/pane.html)."""

from typing import Any

from payables.dashboard.pages.lists import every
from payables.dashboard.web.page import Page

MOST_TO_PAIR = 500  # lines of orders that are offered
UNDECIDED = frozenset({"suggested", "none", "rejected"})
MOST_OFFERED = 20  # lines of a catalog with buttons of their own
MOST_IN_SHORT = 60  # lines that are told and not more: what holds comes first
NO_PAIR = "none"  # the line belongs to no order
COMPARE = "compare"  # the pair is found by comparison again


async def match_of(page: Page, invoice: dict[str, Any], yours: dict[str, Any]) -> dict[str, Any]:
    """What was found with orders and with the catalog; None of what the account does not have or the person may not see. `yours`
    is what the API says that the person may do."""
    may_match = yours["match"]["may"]
    asked = {"expand": "order_lines"} if may_match else None
    match = await page.find(f"/v1/invoices/{invoice['id']}/match", asked)
    found = await page.find(f"/v1/invoices/{invoice['id']}/catalog-items")
    return {
        "match": _shown(match, invoice) if match else None,
        "order_lines": _order_lines(match) if match and may_match else [],
        "claims": await every(page, "/v1/claims", invoice_id=invoice["id"]) if match else [],
        "catalog": _catalog(found["results"]) if found and found["results"] else None,
        "may_match": may_match,
        "may_decide": yours["decide_match"]["may"],
        "may_decide_catalog": yours["decide_catalog"]["may"],
    }


def _catalog(items: list[dict[str, Any]]) -> dict[str, Any]:
    """Lines that somebody has to decide are offered one by one, as far as a page can bear it; the others in short."""
    undecided = [item for item in items if item["state"] in UNDECIDED]
    offered = undecided[:MOST_OFFERED]
    rest = [*undecided[MOST_OFFERED:], *(item for item in items if item["state"] not in UNDECIDED)]
    return {"offered": offered, "rest": rest[:MOST_IN_SHORT], "count": len(rest)}


def _shown(match: dict[str, Any], invoice: dict[str, Any]) -> dict[str, Any]:
    """With the invoice's own lines beside what was found of them."""
    items = {item["id"]: item for item in invoice["items"]}
    lines = [{**line, "item": items[line["item_id"]]} for line in match["lines"] if line["item_id"] in items]
    held = [line for line in lines if any(finding["holds"] for finding in line["findings"])]
    holding = {line["item_id"] for line in held}
    rest = [line for line in lines if line["item_id"] not in holding]
    return {
        **match,
        "lines": [*held, *rest][:MOST_IN_SHORT],
        "count": len(lines),
        "pairable": [(line["item_id"], _name(line)) for line in [*held, *rest]],
        "held_lines": held,
        "held_whole": [finding for finding in match["header"] if finding["holds"]],
    }


def _name(line: dict[str, Any]) -> str:
    return line["item"]["name"] or line["item"]["description"] or str(line["item_id"])


def _order_lines(match: dict[str, Any]) -> list[tuple[str, str]]:
    """To be paired with: ids and names, of the orders that the invoice was compared with."""
    numbers = {order["ottimate_po_id"]: order["po_number"] for order in match["purchase_orders"]}
    return [
        (line["ottimate_po_item_id"], f"{numbers[line['ottimate_po_id']]}: {line['name']}")
        for line in match["order_lines"][:MOST_TO_PAIR]
    ]
