"""What the navigation offers is what its pages need."""

import pytest

from payables.dashboard.api import PAGES
from payables.dashboard.navigation import SECTIONS, Entry

NEEDED = {
    path: (page.route.opt["needs"], page.route.opt["feature"])
    for page in PAGES
    for path in page.route.paths
    if "needs" in page.route.opt
}
ENTRIES = [entry for section in SECTIONS for entry in section.entries]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_an_entry_is_offered_to_whom_its_page_is_for(entry: Entry) -> None:
    path = "/queue/{name:str}" if entry.path.startswith("/queue/") else entry.path
    assert (entry.needs, entry.feature) == NEEDED[path]
