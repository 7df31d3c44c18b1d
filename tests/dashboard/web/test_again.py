"""Pages that are shown again after a refused step."""

from inspect import Parameter, signature
from typing import Any

import pytest

from payables.dashboard.api import PAGES

STEPS: list[Any] = [page for page in PAGES if page.route.opt.get("again")]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: sorted(step.route.paths)[0])
def test_a_page_that_is_shown_again_finds_its_parts_in_the_path_of_the_step(step: Any) -> None:
    again = step.route.opt["again"]
    handler = getattr(again, "handler", again)
    wanted = [p.name for p in list(signature(handler).parameters.values())[1:] if p.kind is not Parameter.VAR_KEYWORD]
    for path in step.route.paths:
        named = {part.split(":")[0].strip("{") for part in path.split("/") if part.startswith("{")}
        assert set(wanted) <= named
        assert hasattr(again, "takes") or set(wanted) == named
