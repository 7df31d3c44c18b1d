"""Every page that links lead to: accessible in light, dark and at 390 px, light, and without a fault."""

import pytest

from browser.conftest import OpenAs
from harness.axe import violations
from harness.chromium import weight
from harness.dashboard import browser as client
from harness.dashboard_pages import found_by
from harness.furnished import furnish
from harness.server import Server

HEAVIEST = 150 * 1024  # bytes, without pictures of documents
EACH = 2  # addresses of a page that are opened
WORDS = [
    "Meadow Mills", "Harvest Lane Produce", "Orchard Foods", "Blue Harbor Fish", "Sunrise Dairy", "Northern Paper",
    "Alpine Water", "Kestrel Energy", "Fern & Co", "Oak Street Linen", "Pebble Logistics", "Quarry Stone", "Ridge Repairs",
]  # fmt: skip


def test_every_page_is_accessible_and_light(open_as: OpenAs, server: Server) -> None:
    found = furnish(server, WORDS, invoices=20)
    reader = client(server, found.tenant)
    pages = found_by(reader, each=EACH)
    wrong = [f"a link leads to {dead}" for dead in pages.dead]
    for look, opened in {"light": pages.all, "dark": pages.firsts, "phone": pages.firsts}.items():
        tab = open_as(found.tenant, look=look)
        for address in opened:
            tab.goto(address)
            wrong += [f"{look} {address}: {line}" for line in violations(tab)]
            if (width := tab.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
                wrong.append(f"{look} {address}: {width} px wider than the window")
    for first in pages.firsts:
        tab = open_as(found.tenant)
        if (bytes_ := weight(tab, first)) > HEAVIEST:
            wrong.append(f"{first}: {bytes_} bytes")
        tab.context.close()
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("path", ["/signin", "/help"])
def test_pages_for_everybody_are_accessible(open_as: OpenAs, look: str, path: str) -> None:
    tab = open_as(None, look=look)
    tab.goto(path)
    assert violations(tab) == []
