"""What a look into the trail costs: not more because much has happened."""

from typing import Any

import pytest
from tests.audit.desk import Desk

from harness.inside import analyze, inside, plans
from payables.audit import queries
from payables.audit.model import Filters
from payables.kit.pages import Page

PAGE = Page(1, 20)
LONG = """
INSERT INTO audit_log (account_id, id, at, actor_id, action, subject_type, subject_id, after)
SELECT $1, gen_random_uuid(), now() - n * interval '1 second', n % 50, 'thing.done' || n % 40, 'thing', (n % 2000)::text,
       jsonb_build_object('words', repeat('x', 1000))
  FROM generate_series(1, 20000) n
"""


@pytest.fixture
def long_trail(desk: Desk) -> Desk:
    """20,000 entries of 50 users, 40 actions and 2,000 things."""
    desk.as_owner(LONG)
    analyze(desk.tenant.server, "audit_log")
    return desk


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        ({}, "audit_log_listed"),
        ({"action": "thing.done7"}, "audit_log_of_action"),
        ({"actor_id": 7}, "audit_log_of_actor"),
        ({"start": "1 hour"}, "audit_log_listed"),
    ],
)
def test_a_page_of_a_long_trail_reads_its_own_entries_only(
    long_trail: Desk, filters: dict[str, Any], index: str
) -> None:
    """In the order of an index, up to the end of the page."""
    if "start" in filters:
        filters = {"start": inside(long_trail.tenant, _an_hour_ago)}
    [plan] = inside(long_trail.tenant, plans, queries.listed, Filters(**filters), PAGE)
    page = plan[plan.index("Limit") :]
    assert f"Index Scan using {index} on audit_log" in page and "Sort" not in page, plan


def test_the_count_is_of_all_matches(long_trail: Desk) -> None:
    for filters, count in ((Filters(action="thing.done7"), 500), (Filters(subject_type="thing", subject_id="7"), 10)):
        assert inside(long_trail.tenant, queries.listed, filters, PAGE).total == count
    beyond = inside(long_trail.tenant, queries.listed, Filters(action="thing.done7"), Page(1000, 20))
    assert (beyond.total, beyond.rows) == (500, [])


async def _an_hour_ago(tx: Any) -> Any:
    return await tx.fetchval("SELECT now() - interval '1 hour'")
