import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.kit.pages import Page, PageError, page_of


@pytest.mark.parametrize(
    ("page", "limit", "expected"),
    [
        (None, None, Page(1, 20)),
        (0, None, Page(1, 20)),
        (1, 1, Page(1, 1)),
        (3, 100, Page(3, 100)),
        (10**9, 100, Page(10**9, 100)),
    ],
)
def test_a_page_has_a_number_and_a_limit(page, limit, expected):
    assert page_of(page, limit) == expected


def test_an_endpoint_has_its_own_default_and_maximum():
    assert page_of(None, None, default=50, maximum=200) == Page(1, 50)
    assert page_of(2, 200, default=50, maximum=200).offset == 200


@pytest.mark.parametrize(
    ("page", "limit", "code"),
    [
        (-1, None, "invalid_page"),
        (10**9 + 1, None, "invalid_page"),
        (10**30, None, "invalid_page"),
        (1, 0, "invalid_limit"),
        (1, -1, "invalid_limit"),
        (1, 101, "invalid_limit"),
        (1, 10**9, "invalid_limit"),
    ],
)
def test_an_impossible_page_is_refused(page, limit, code):
    with pytest.raises(PageError) as caught:
        page_of(page, limit)
    assert caught.value.code == code
    assert caught.value.sentence.endswith(".")


@given(st.integers(1, 10**9 - 1), st.integers(1, 100))
def test_pages_follow_each_other_without_gap_or_overlap(number, limit):
    assert page_of(1, limit).offset == 0
    assert page_of(number + 1, limit).offset == page_of(number, limit).offset + limit
