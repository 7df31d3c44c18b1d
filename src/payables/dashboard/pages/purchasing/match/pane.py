"""The match of one invoice as the pane beside it shows it (templates/purchasing/match/pane.html)."""

from typing import Any

from payables.dashboard.web.page import Page
from payables.platform.caller import Feature, Permission

FINAL = frozenset({"archived", "exported"})
MOST_ORDERS = 5  # whose lines are offered to be paired with
NO_PAIR = "none"  # the line belongs to no order
COMPARE = "compare"  # the pair is found by comparison again


async def match_of(page: Page, invoice: dict[str, Any]) -> dict[str, Any]:
    """What was found with orders and with the catalog; None of what the account does not have or the person may not see."""
    is_open = invoice["status"] not in FINAL
    match = await page.find(f"/v1/invoices/{invoice['id']}/match")
    return {
        "match": _shown(match, invoice) if match else None,
        "order_lines": await _order_lines(page, match) if match else [],
        "claims": await page.find("/v1/claims", {"invoice_id": invoice["id"], "limit": 100}) if match else None,
        "catalog_items": await page.find(f"/v1/invoices/{invoice['id']}/catalog-items"),
        "may_match": is_open and page.may(Permission.INVOICES_EDIT, Feature.PURCHASE_ORDERS),
        "may_decide": is_open and page.may(Permission.MATCHES_DECIDE),
    }


def _shown(match: dict[str, Any], invoice: dict[str, Any]) -> dict[str, Any]:
    """With the invoice's own lines beside what was found of them."""
    items = {item["id"]: item for item in invoice["items"]}
    lines = [{**line, "item": items[line["item_id"]]} for line in match["lines"] if line["item_id"] in items]
    return {
        **match,
        "lines": lines,
        "held_lines": [line for line in lines if any(finding["holds"] for finding in line["findings"])],
        "held_whole": [finding for finding in match["header"] if finding["holds"]],
    }


async def _order_lines(page: Page, match: dict[str, Any]) -> list[tuple[str, str]]:
    """To be paired with: ids and names, of the orders that the invoice was compared with."""
    found: list[tuple[str, str]] = []
    for named in match["purchase_orders"][:MOST_ORDERS]:
        order = await page.find(f"/v1/purchase-orders/{named['ottimate_po_id']}")
        for item in order["purchase_order"]["items"] if order else []:
            found.append((item["id"], f"{named['po_number']}: {item['name']}"))
    return found
