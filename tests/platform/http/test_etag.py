"""The version of an invoice in a conditional request, with what stands behind it."""

import pytest

from payables.kit.errors import InvalidFields
from payables.platform.http.etag import etag_of, read_etag, read_tag

TAG = "0123456789abcdef"


def test_what_is_shown_is_read_back() -> None:
    shown = etag_of(7, TAG)
    assert (shown, read_etag(shown), read_tag(shown)) == (f'"7-{TAG}"', 7, TAG)
    assert (etag_of(7, ""), read_etag('"7"'), read_tag('"7"')) == ('"7"', 7, None)


@pytest.mark.parametrize("sent", [None, "*", " * "])
def test_any_version_will_do_where_none_is_named(sent: str | None) -> None:
    assert (read_etag(sent), read_tag(sent)) == (None, None)


@pytest.mark.parametrize("sent", ["7", 'W/"7"', f'W/"7-{TAG}"', f"7-{TAG}", f'  "7-{TAG}" '])
def test_quotes_and_weakness_do_not_matter(sent: str) -> None:
    assert read_etag(sent) == 7


@pytest.mark.parametrize("sent", ["new", '"7-"', '"7-0123"', f'"{TAG}"', f'"-{TAG}"', f'"7-{TAG.upper()}"', '"7", "8"'])
def test_anything_else_is_refused(sent: str) -> None:
    with pytest.raises(InvalidFields):
        read_etag(sent)
