"""What a spreadsheet would run."""

import pytest

from payables.kit.formulas import sign_of

SKIPPED = [
    "",
    " ",
    "\t",
    '"',
    "'",
    "\u200b",
    "\u2066",
    "\u061c",
    "\u180e",
    "\u115f",
    "\u3164",
    "\u2800",
    "\u034f",
    "\ufe0f",
]
SKIPPED += ["\ufffc", "\U000e0020", "\u009b", "\u00ad", "\ufeff", "\u3000"]


@pytest.mark.parametrize("before", SKIPPED)
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "|", "%", "\uff1d", "\ufe62"])
def test_a_sign_is_found_behind_whatever_has_no_shape(before: str, sign: str) -> None:
    assert sign_of(f"{before}{before}{sign}1+1") == sign


@pytest.mark.parametrize("text", ["", "   ", "a=b", "R&D", "1-2", "Über = all", "(=1)", ".=1"])
def test_other_text_begins_with_no_sign(text: str) -> None:
    assert sign_of(text) is None
