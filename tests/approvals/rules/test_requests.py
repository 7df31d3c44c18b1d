"""Whom a policy asks, and when it is in error."""

from typing import Any
from uuid import UUID

import pytest
from tests.approvals.rules.test_conditions import facts

from payables.access.model import User
from payables.approvals.model import Conditions, Level, Link, Needs, Policy, PolicyTerms
from payables.approvals.rules.requests import requests_of

ADA, BO = 1, 2


def user(id: int, **changes: Any) -> User:
    plain: dict[str, Any] = {
        "email": None,
        "first_name": {ADA: "Ada", BO: "Bo"}[id],
        "last_name": "",
        "kind": "person",
        "role": "Accounting - Full",
        "active": True,
        "company_ids": None,
        "location_ids": None,
    }
    return User(id, **{**plain, **changes})


def asked(
    needs: Needs, people: dict[int, User], *named: int, authors: tuple[int, ...] = (), self_approval: bool = False
) -> tuple[list[int | None], str | None]:
    terms = PolicyTerms("P", Level.ACCOUNT, None, None, None, Conditions(), needs, named)
    link = Link(Policy(UUID(int=1), 1, True, terms), 0, ())
    found = requests_of([link], people, facts(), authors=frozenset(authors), self_approval=self_approval)
    assert len({request.error for request in found}) == 1
    return [request.approver_id for request in found], found[0].error


BOTH = {ADA: user(ADA), BO: user(BO)}


def test_everybody_who_may_is_asked() -> None:
    assert asked(Needs.ANY, BOTH, ADA, BO) == ([ADA, BO], None)
    assert asked(Needs.ALL, BOTH, ADA, BO) == ([ADA, BO], None)


def test_a_policy_without_people_is_in_error() -> None:
    assert asked(Needs.ANY, {}) == ([None], "The policy has no approvers: add people to it.")


def test_an_author_does_not_count() -> None:
    assert asked(Needs.ANY, BOTH, ADA, BO, authors=(ADA,)) == ([BO], None)
    people, error = asked(Needs.ALL, BOTH, ADA, BO, authors=(ADA,))
    assert people == [BO] and error and "Ada entered this" in error
    people, error = asked(Needs.ANY, BOTH, ADA, authors=(ADA,))
    assert people == [None] and error and "Ada entered this" in error


def test_the_account_may_let_authors_approve() -> None:
    assert asked(Needs.ALL, BOTH, ADA, BO, authors=(ADA,), self_approval=True) == ([ADA, BO], None)


LOST: dict[str, tuple[dict[int, User], str]] = {
    "gone": ({BO: user(BO)}, "does not exist"),
    "inactive": ({ADA: user(ADA, active=False), BO: user(BO)}, "no permission"),
    "other role": ({ADA: user(ADA, role="Invoice Processor - Full"), BO: user(BO)}, "no permission"),
    "other location": ({ADA: user(ADA, location_ids=[99]), BO: user(BO)}, "does not see"),
}


@pytest.mark.parametrize("case", LOST)
def test_who_lost_the_right_since_does_not_count(case: str) -> None:
    people, sentence = LOST[case]
    assert asked(Needs.ANY, people, ADA, BO) == ([BO], None)
    found, error = asked(Needs.ALL, people, ADA, BO)
    assert found == [BO] and error and sentence in error
