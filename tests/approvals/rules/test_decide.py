"""What a decision does to a chain: a table of situations, and laws over any chain."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.approvals.errors import (
    AlreadyDecided,
    ApprovalNotNeeded,
    ForceNeedsReason,
    NotAnApprover,
    NotYourTurn,
    OwnEntry,
)
from payables.approvals.model import Approval, Decision, Needs, Verdict
from payables.approvals.rules.chain import is_complete, waiting
from payables.approvals.rules.decide import decide

NOW = datetime(2026, 11, 21, tzinfo=UTC)
ADA, BO, CY, DI = 1, 2, 3, 4
ANY, ALL = Needs.ANY, Needs.ALL


def record(person: int | None, policy: int = 0, needs: Needs = ANY, *after: int, **changes: Any) -> Approval:
    """An open request; policy 0 is by hand."""
    plain = Approval(
        id=f"{person}/{policy}",
        approver_id=person,
        status=Decision.PENDING,
        created_at=NOW,
        created_by=None,
        decided_at=None,
        decided_by=None,
        asked=True,
        forced=False,
        comment=None,
        content_sha256=None,
        policy_id=UUID(int=policy) if policy else None,
        policy_name=f"P{policy}" if policy else None,
        needs=needs if policy else None,
        after_policies=tuple(UUID(int=one) for one in after),
    )
    return replace(plain, **changes)


def done(one: Approval, status: Decision = Decision.APPROVED) -> Approval:
    return replace(one, status=status)


def act(records: list[Approval], person: int, **options: Any) -> Verdict:
    known: dict[str, Any] = {"authors": frozenset(), "self_approval": False}
    return decide(records, approver_id=person, **{**known, **options})


def outcome(verdict: Verdict) -> tuple[list[str], bool, list[str], list[str]]:
    return [one.id for one in verdict.records], verdict.complete, list(verdict.opened), list(verdict.superseded)


TWO_STAGES = [record(ADA, 1), record(BO, 1), record(CY, 2, ALL, 1), record(DI, 2, ALL, 1)]

# situation: records, who approves -> records decided, complete, opened, superseded
TABLE: dict[str, tuple[list[Approval], int, tuple[list[str], bool, list[str], list[str]]]] = {
    "nobody was asked": ([], ADA, ([], True, [], [])),
    "one by hand": ([record(ADA)], ADA, (["1/0"], True, [], [])),
    "one of two by hand": ([record(ADA), record(BO)], ADA, (["1/0"], False, [], [])),
    "last of two by hand": ([done(record(ADA)), record(BO)], BO, (["2/0"], True, [], [])),
    "any": ([record(ADA, 1), record(BO, 1)], ADA, (["1/1"], True, [], ["2/1"])),
    "first of all": ([record(ADA, 1, ALL), record(BO, 1, ALL)], ADA, (["1/1"], False, [], [])),
    "last of all": ([done(record(ADA, 1, ALL)), record(BO, 1, ALL)], BO, (["2/1"], True, [], [])),
    "opens the next stage": (TWO_STAGES, BO, (["2/1"], False, ["3/2", "4/2"], ["1/1"])),
    "two policies at once": ([record(ADA, 1), record(ADA, 2), record(BO, 2)], ADA, (["1/1", "1/2"], True, [], ["2/2"])),
    "by hand and policy": ([record(ADA), record(ADA, 1)], ADA, (["1/0", "1/1"], True, [], [])),
    "not the later one": ([record(ADA, 1), record(ADA, 2, ANY, 1)], ADA, (["1/1"], False, ["1/2"], [])),
    "policy before is not in the chain": ([record(ADA, 2, ANY, 1)], ADA, (["1/2"], True, [], [])),
    "beside an error": ([record(ADA, 1), record(None, 2, error="x")], ADA, (["1/1"], False, [], [])),
    "of a policy in error": ([record(ADA, 1, ALL, error="x")], ADA, (["1/1"], False, [], [])),
    "two before": (
        [done(record(ADA, 1)), record(BO, 2), record(CY, 3, ANY, 1, 2)], BO, (["2/2"], False, ["3/3"], []),
    ),
    "somebody declined": ([done(record(ADA), Decision.DECLINED), record(BO)], BO, (["2/0"], False, [], [])),
    "somebody of any declined": ([done(record(ADA, 1), Decision.DECLINED), record(BO, 1)], BO, (["2/1"], False, [], [])),
}  # fmt: skip


@pytest.mark.parametrize("situation", TABLE)
def test_what_an_approval_does(situation: str) -> None:
    records, person, expected = TABLE[situation]
    assert outcome(act(records, person)) == expected


REFUSALS: dict[str, tuple[list[Approval], int, dict[str, Any], type[Exception]]] = {
    "an author": ([record(ADA)], ADA, {"authors": frozenset({ADA})}, OwnEntry),
    "an author by force": ([record(ADA)], ADA, {"authors": frozenset({ADA}), "force": True, "comment": "x"}, OwnEntry),
    "force without a reason": ([record(ADA)], ADA, {"force": True, "comment": " "}, ForceNeedsReason),
    "a stranger": ([record(ADA)], BO, {}, NotAnApprover),
    "a stranger where a policy has nobody": ([record(None, 1, error="x")], BO, {}, NotAnApprover),
    "too early": (TWO_STAGES, CY, {}, NotYourTurn),
    "after an error that comes before": ([record(None, 1, error="x"), record(ADA, 2, ANY, 1)], ADA, {}, NotYourTurn),
    "twice": ([done(record(ADA)), record(BO)], ADA, {}, AlreadyDecided),
    "twice, and early for the next": (
        [done(record(ADA, 1, ALL)), record(BO, 1, ALL), record(ADA, 2, ANY, 1)], ADA, {}, NotYourTurn,
    ),
    "not needed": ([done(record(ADA, 1)), record(BO, 1, superseded=True), record(CY)], BO, {}, ApprovalNotNeeded),
}  # fmt: skip


@pytest.mark.parametrize("situation", REFUSALS)
def test_what_is_refused(situation: str) -> None:
    records, person, options, refusal = REFUSALS[situation]
    with pytest.raises(refusal):
        act(records, person, **options)


def test_the_account_may_let_authors_approve() -> None:
    assert act([record(ADA)], ADA, authors=frozenset({ADA}), self_approval=True).complete


def test_force_completes_everything_in_turn_or_not() -> None:
    forced = {"force": True, "comment": "Month end"}
    assert outcome(act(TWO_STAGES, CY, **forced)) == (["3/2"], True, [], ["1/1", "2/1", "4/2"])
    assert outcome(act(TWO_STAGES, 9, **forced)) == ([], True, [], ["1/1", "2/1", "3/2", "4/2"])
    assert outcome(act([done(record(ADA, 1, ALL)), record(BO, 1, ALL)], ADA, **forced)) == ([], True, [], ["2/1"])
    assert outcome(act([done(record(ADA)), record(BO)], ADA, **forced)) == (["1/0"], True, [], ["2/0"])


def test_records_of_others_are_decided_where_somebody_may() -> None:
    assert outcome(act([record(ADA, 1), record(BO, 2)], DI, also={"1/1"})) == (["1/1"], False, [], [])


def test_a_decline_decides_what_is_in_turn_and_completes_nothing() -> None:
    verdict = act(TWO_STAGES, ADA, decision=Decision.DECLINED)
    assert outcome(verdict) == (["1/1"], False, [], [])
    assert not act([], ADA, decision=Decision.DECLINED).complete


@st.composite
def chains(draw: Any) -> list[Approval]:
    found: list[Approval] = []
    for policy in range(draw(st.integers(0, 4))):
        people = draw(st.sets(st.integers(1, 4), max_size=3)) or {None}
        needs = draw(st.sampled_from(Needs)) if policy else ANY
        after = draw(st.sets(st.integers(1, policy - 1), max_size=2)) if policy > 1 else set[int]()
        error = "x" if None in people else draw(st.sampled_from([None] * 5 + ["x"]))
        found += [
            record(one, policy, needs, *after, error=error if policy else None) for one in people if one or policy
        ]
    return found


@given(chains())
def test_who_approve_in_turn_come_to_the_end_unless_a_policy_is_in_error(records: list[Approval]) -> None:
    """Each step decides something; nobody is stuck but behind an error; complete is told exactly where it is."""
    if not records:
        return
    broken = any(one.error for one in records)
    for _ in range(len(records)):
        turn = waiting(records)
        if not turn:
            break
        verdict = act(records, turn[0].approver_id or 0)
        assert verdict.records
        ids = {one.id for one in verdict.records}
        records = [
            replace(done(one) if one.id in ids else one, superseded=one.superseded or one.id in verdict.superseded)
            for one in records
        ]
        assert set(verdict.opened) <= {one.id for one in waiting(records)}
        assert verdict.complete is is_complete(records)
    assert is_complete(records) is not broken


@given(chains(), st.integers(1, 5), st.booleans())
def test_an_author_decides_nothing_in_any_chain(records: list[Approval], person: int, force: bool) -> None:
    with pytest.raises(OwnEntry):
        act(records, person, authors=frozenset({person}), force=force, comment="x")
