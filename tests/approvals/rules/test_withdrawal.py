"""Taking back a request never approves for somebody who may not."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.approvals.errors import DecidedStays, PolicyDecides, RemovalWouldApprove, RequestOfAnother
from payables.approvals.model import Approval, Decision, Needs
from payables.approvals.rules.withdrawal import judge_withdrawal

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def approval(approver_id: int, status: Decision, policy_id: UUID | None = None) -> Approval:
    decided = None if status is Decision.PENDING else NOW
    return Approval(
        id=f"pbjappr_{approver_id}",
        approver_id=approver_id,
        status=status,
        created_at=NOW,
        created_by=None,
        decided_at=decided,
        decided_by=approver_id if decided else None,
        asked=True,
        forced=False,
        comment=None,
        content_sha256=None,
        policy_id=policy_id,
        policy_name="Over 1000" if policy_id else None,
    )


def judge(*others: Decision, asked_by: int = 90, **circumstances: Any) -> bool:
    record = replace(approval(0, Decision.PENDING), created_by=asked_by)
    records = [record, *(approval(n, status) for n, status in enumerate(others, 1))]
    known: dict[str, Any] = {"remover_id": 90, "may_approve": True, "authors": frozenset({91}), "self_approval": False}
    return judge_withdrawal(records, record, **{**known, **circumstances})


def test_where_everyone_else_has_approved_it_is_complete() -> None:
    assert judge(Decision.APPROVED, Decision.APPROVED)
    assert not judge(Decision.APPROVED, Decision.PENDING)
    assert not judge(Decision.APPROVED, Decision.DECLINED)


def test_where_nobody_is_left_it_waits_for_anyone() -> None:
    assert not judge()


@pytest.mark.parametrize("circumstances", [{"may_approve": False}, {"authors": frozenset({90})}], ids=str)
def test_completing_takes_what_approving_takes(circumstances: dict[str, Any]) -> None:
    with pytest.raises(RemovalWouldApprove):
        judge(Decision.APPROVED, **circumstances)
    assert not judge(Decision.APPROVED, Decision.PENDING, **circumstances)


def test_the_account_may_let_people_approve_what_they_entered() -> None:
    assert judge(Decision.APPROVED, authors=frozenset({90}), self_approval=True)
    with pytest.raises(RemovalWouldApprove):
        judge(Decision.APPROVED, authors=frozenset({90}), self_approval=True, may_approve=False)


@pytest.mark.parametrize("circumstances", [{"may_approve": False}, {"authors": frozenset({90})}], ids=str)
def test_who_may_not_approve_takes_back_only_what_they_asked(circumstances: dict[str, Any]) -> None:
    assert not judge(asked_by=90, **circumstances)
    with pytest.raises(RequestOfAnother):
        judge(asked_by=91, **circumstances)
    assert not judge(asked_by=91)
    assert not judge(asked_by=91, authors=frozenset({90}), self_approval=True)


@given(st.lists(st.sampled_from(Decision), max_size=5), st.booleans(), st.booleans(), st.booleans())
def test_nobody_completes_without_the_right_to_approve(
    others: list[Decision], may_approve: bool, entered: bool, self_approval: bool
) -> None:
    authors = frozenset({90}) if entered else frozenset()
    try:
        complete = judge(*others, may_approve=may_approve, authors=authors, self_approval=self_approval)
    except RemovalWouldApprove:
        assert not may_approve or (entered and not self_approval)
    else:
        assert not complete or (may_approve and (self_approval or not entered))


def test_decisions_and_policies_stay() -> None:
    decided, assigned = approval(1, Decision.APPROVED), approval(2, Decision.PENDING, UUID(int=1))
    known: dict[str, Any] = {"remover_id": 9, "may_approve": True, "authors": frozenset(), "self_approval": False}
    with pytest.raises(DecidedStays):
        judge_withdrawal([decided, assigned], decided, **known)
    with pytest.raises(PolicyDecides):
        judge_withdrawal([decided, assigned], assigned, **known)


def test_policies_have_to_be_complete_too() -> None:
    by_hand = approval(1, Decision.PENDING)
    known: dict[str, Any] = {"remover_id": 9, "may_approve": True, "authors": frozenset(), "self_approval": False}
    either = [replace(approval(n, Decision.PENDING, UUID(int=1)), needs=Needs.ANY) for n in (2, 3)]
    decided = replace(either[0], status=Decision.APPROVED, decided_at=NOW)
    assert not judge_withdrawal([by_hand, *either], by_hand, **known)
    assert judge_withdrawal([by_hand, decided, either[1]], by_hand, **known)
    broken = replace(either[0], approver_id=None, error="Nobody is left.")
    assert not judge_withdrawal([by_hand, broken], by_hand, **known)
