"""When are two references of payments the same?"""

import pytest

from payables.payments.rules.reference_key import LONGEST, reference_key

SAME = [
    "t-1", "T\u20101", "T\u20111", "T\u20131", "T\u20141", "T\u22121", "T\ufe631", "\uff34\uff0d\uff11", "T - 1", "T\u00a0-\u00a01",
    "T\u200b-1", "T\u00ad-1", "\ufeffT-1", "\u202eT-1", "T-\u20601", "T-1\ufe0f", "T\u3164-1", "T\t-1",
]  # fmt: skip


@pytest.mark.parametrize("written", SAME)
def test_a_reference_is_the_same_however_it_is_written(written: str) -> None:
    assert reference_key(written) == reference_key("T-1") == "t-1"


@pytest.mark.parametrize("other", ["T1", "T/1", "T-11", "T-l", "S-1", "T-1\u0301"])
def test_what_a_reader_sees_as_another_is_another(other: str) -> None:
    assert reference_key(other) != reference_key("T-1")


def test_case_and_width_do_not_count_in_other_scripts() -> None:
    assert reference_key("ÜBERW.-STRASSE") == reference_key("überw.-straße")
    assert reference_key("\uff76\uff9e") == reference_key("\u30ac")


def test_a_reference_of_which_nothing_is_seen_is_itself() -> None:
    assert reference_key("\u200b") == "\u200b" != reference_key("\u2060")


def test_a_key_fits_an_index_whatever_is_sent() -> None:
    assert len(reference_key("\ufdfa" * 255)) == LONGEST
