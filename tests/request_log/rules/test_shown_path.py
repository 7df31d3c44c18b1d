"""Paths in the log: fixed parts and ids."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.request_log.rules.allow_list import OUR_ID
from payables.request_log.rules.shown_path import shown_path

SEGMENTS = frozenset({"v1", "vendors", "invoices", "approve"})


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/v1/vendors", "/v1/vendors"),
        ("/v1/vendors/12", "/v1/vendors/12"),
        ("/v1/invoices/01A1F70D-0000-7000-8000-000000000001/approve",) * 2,
        ("/v1/dimensions/dim_VOH21Up3M7HV", "/v1/(10 characters)/dim_VOH21Up3M7HV"),
        ("/v1/vendors/jane@example.com", "/v1/vendors/(16 characters)"),
        ("/v1/vendors/4111111111111111", "/v1/vendors/(16 characters)"),
        ("/v1/vendors/a\0b", "/v1/vendors/(3 characters)"),
    ],
)
def test_a_path_shows_its_fixed_parts_and_ids(path: str, shown: str) -> None:
    assert shown_path(path, SEGMENTS) == shown


@given(st.text(max_size=60))
def test_nothing_else_of_a_path_is_shown(path: str) -> None:
    for part in shown_path(f"/v1/{path}", SEGMENTS).split("/"):
        assert not part or part in SEGMENTS or OUR_ID.fullmatch(part) or re.fullmatch(r"\(\d+ characters\)", part)
