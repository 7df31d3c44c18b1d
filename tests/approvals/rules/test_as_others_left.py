"""Policies without what some people have changed lately, and whom they would have asked."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.approvals.rules.test_conditions import facts
from tests.approvals.rules.test_requests import ADA, BO, BOTH, user

from payables.approvals.model import Approval, Conditions, DecidedAs, Decision, Level, Needs, Policy, PolicyTerms
from payables.approvals.rules.as_others_left import Made, as_others_left, bypassed

SINCE = datetime(2026, 11, 14, tzinfo=UTC)
CHEF, CLERK = 7, 8
POLICY = UUID(int=1)


def policy(version: int, *people: int, needs: Needs = Needs.ANY) -> Policy:
    return Policy(POLICY, version, True, PolicyTerms("P", Level.ACCOUNT, None, None, None, Conditions(), needs, people))


def made(version: int, by: int, *, days: int = 1, restored: int | None = None) -> Made:
    """So many days after SINCE."""
    return Made(policy(version), SINCE + timedelta(days=days), by, restored)


@pytest.mark.parametrize(
    ("versions", "left"),
    [
        ([made(1, CHEF), made(2, CHEF)], 2),
        ([made(1, CHEF), made(2, CLERK)], 1),
        ([made(1, CLERK)], None),
        ([made(1, CLERK, days=-1)], 1),
        ([made(1, CLERK, days=0)], 1),
        ([made(1, CHEF), made(2, CLERK), made(3, CHEF)], 1),
        ([made(1, CHEF), made(2, CLERK), made(3, CHEF), made(4, CHEF)], 1),
        ([made(1, CHEF), made(2, CLERK), made(3, CHEF, restored=2)], 3),
        ([made(1, CHEF), made(2, CLERK), made(3, CHEF, restored=2), made(4, CHEF)], 4),
        ([made(1, CHEF), made(2, CLERK), made(3, CLERK, restored=1)], 1),
    ],
)
def test_what_they_made_is_set_aside_with_all_that_is_built_on_it_until_others_restore(
    versions: list[Made], left: int | None
) -> None:
    found = as_others_left(versions, {CLERK}, SINCE)
    assert [one.version for one in found] == ([] if left is None else [left])


def approval(approver: int, **changes: Any) -> Approval:
    plain: dict[str, Any] = {
        "id": f"pbjappr_{approver}", "approver_id": approver, "status": Decision.APPROVED, "created_at": SINCE,
        "created_by": None, "decided_at": SINCE, "decided_by": CHEF, "asked": True, "forced": False, "comment": None,
        "content_sha256": None, "policy_id": None, "policy_name": None,
    }  # fmt: skip
    return Approval(**{**plain, **changes})


@pytest.mark.parametrize(
    ("needs", "records", "missing"),
    [
        (Needs.ANY, [], [ADA, BO]),
        (Needs.ANY, [approval(BO)], []),
        (Needs.ANY, [approval(BO, status=Decision.PENDING)], [ADA, BO]),
        (Needs.ALL, [approval(BO)], [ADA]),
        (Needs.ALL, [approval(BO), approval(ADA)], []),
        (Needs.ALL, [approval(CHEF, decided_by=BO, decided_as=DecidedAs.STAND_IN), approval(ADA)], []),
        (Needs.ANY, [approval(CHEF, decided_by=BO)], [ADA, BO]),
        (Needs.ALL, [approval(BO, policy_id=POLICY, policy_version=3)], []),
        (Needs.ALL, [approval(BO, policy_id=POLICY, policy_version=2)], [ADA]),
    ],
)
def test_who_is_missing(needs: Needs, records: list[Approval], missing: list[int]) -> None:
    found = bypassed([policy(3, ADA, BO, needs=needs)], records, BOTH, facts())
    assert [list(one.missing) for one in found] == ([missing] if missing else [])


def test_nobody_waits_for_who_has_left() -> None:
    people = {ADA: user(ADA, active=False), BO: user(BO)}
    assert bypassed([policy(1, ADA)], [], people, facts()) == []
    (found,) = bypassed([policy(1, ADA, BO, needs=Needs.ALL)], [], people, facts())
    assert found.missing == [BO]
