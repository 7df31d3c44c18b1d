"""What a refused form shows again is called with the parts of the form's own path."""

import inspect
import re
from typing import Any

import pytest

from payables.dashboard.api import PAGES

ACTIONS = [page for page in PAGES if page.route.opt.get("again")]
PART = re.compile(r"\{([a-z_]+):")


@pytest.mark.parametrize("action", ACTIONS, ids=lambda one: one.__name__)
def test_the_page_of_a_refusal_takes_every_part_of_the_path(action: Any) -> None:
    again = action.route.opt["again"]
    takes = inspect.signature(getattr(again, "handler", again))
    for path in action.route.paths:
        takes.bind(None, **dict.fromkeys(PART.findall(path), "1"))
