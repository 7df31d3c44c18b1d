"""Every page that links lead to: accessible in light, dark and at 390 px, light, and without a fault."""

import pytest

from browser.conftest import OpenAs
from harness.axe import violations
from harness.chromium import weight
from harness.dashboard import browser as client
from harness.dashboard_pages import found_by
from harness.furnished import furnish
from harness.server import Server
from harness.tenants import Tenant

HEAVIEST = 150 * 1024  # bytes, without pictures of documents
EACH = 1  # addresses of a page that are opened
WORDS = [
    "Meadow Mills", "Harvest Lane Produce", "Orchard Foods", "Blue Harbor Fish", "Sunrise Dairy", "Northern Paper",
    "Alpine Water", "Kestrel Energy", "Fern & Co", "Oak Street Linen", "Pebble Logistics", "Quarry Stone", "Ridge Repairs",
]  # fmt: skip


@pytest.fixture(scope="module")
def furnished(server: Server) -> Tenant:
    """An account with something on every page."""
    return furnish(server, WORDS, invoices=20).tenant


def test_every_page_is_accessible_and_light(open_as: OpenAs, server: Server, furnished: Tenant) -> None:
    pages = found_by(client(server, furnished), each=EACH)
    wrong = [f"a link leads to {dead}" for dead in pages.dead]
    tab = open_as(furnished)
    for address in pages.all:
        if (bytes_ := weight(tab, address)) > HEAVIEST:
            wrong.append(f"{address}: {bytes_} bytes")
        wrong += [f"{address}: {line}" for line in violations(tab)]
    assert wrong == [], "\n".join(wrong)


def test_every_page_has_contrast_in_the_dark(open_as: OpenAs, server: Server, furnished: Tenant) -> None:
    tab = open_as(furnished, look="dark")
    wrong: list[str] = []
    for address in found_by(client(server, furnished), each=EACH).all:
        tab.goto(address)
        wrong += [f"{address}: {line}" for line in violations(tab, only=["color-contrast", "link-in-text-block"])]
    assert wrong == [], "\n".join(wrong)


def test_every_page_fits_390_pixels(open_as: OpenAs, server: Server, furnished: Tenant) -> None:
    tab = open_as(furnished, look="phone")
    wrong: list[str] = []
    for address in found_by(client(server, furnished), each=EACH).all:
        tab.goto(address)
        if (wider := tab.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
            wrong.append(f"{address}: {wider} px wider than the window")
        wrong += [f"{address}: {line}" for line in violations(tab)]
    assert wrong == [], "\n".join(wrong)


def test_the_page_of_signing_in_is_accessible(open_as: OpenAs, look: str) -> None:
    tab = open_as(None, look=look)
    tab.goto("/signin")
    assert violations(tab) == []
