"""Which policies fire, and in which order."""

from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from tests.approvals.rules.test_conditions import facts

from payables.approvals.model import Conditions, Level, Needs, Policy, PolicyTerms
from payables.approvals.rules.circles import comes_after_itself
from payables.approvals.rules.firing import fire


def id_of(number: int) -> UUID:
    return UUID(int=number)


def policy(
    number: int, *after: int, level: Level = Level.ACCOUNT, place: int | None = None, **conditions: Any
) -> Policy:
    ids: dict[str, int | None] = {"company_id": None, "group_id": None, "location_id": None}
    if level is not Level.ACCOUNT:
        ids[f"{level}_id"] = place
    own = Conditions(after=tuple(map(id_of, after)), **conditions)
    return Policy(
        id_of(number),
        1,
        True,
        PolicyTerms(f"P{number}", level, **ids, conditions=own, needs=Needs.ANY, approver_ids=(1,)),
    )


def chain(*policies: Policy, **changes: Any) -> list[tuple[str, int, list[int]]]:
    """(name, stage, those before it) of what fires."""
    links = fire(policies, facts(**changes)).chain
    return [(link.policy.terms.name, link.stage, [one.int for one in link.after]) for link in links]


def kept(number: int, *policies: Policy) -> list[str]:
    return [unmet.condition for unmet in fire(policies, facts()).kept.get(id_of(number), ())]


def test_stages_follow_the_longest_way() -> None:
    policies = [policy(4, 1, 3), policy(3, 2), policy(2, 1), policy(1)]
    assert chain(*policies) == [("P1", 0, []), ("P2", 1, [1]), ("P3", 2, [2]), ("P4", 3, [1, 3])]


def test_a_chain_may_be_as_long_as_an_account_has_policies() -> None:
    policies = [policy(1), *(policy(n, n - 1) for n in range(2, 501))]
    assert [stage for _, stage, _ in chain(*reversed(policies))] == list(range(500))


def test_a_level_speaks_of_its_own_documents() -> None:
    places = {Level.COMPANY: 1, Level.LOCATION: 2, Level.GROUP: 3}
    for level, place in places.items():
        assert chain(policy(1, level=level, place=place)) == [("P1", 0, [])]
        assert kept(1, policy(1, level=level, place=99)) == ["level"]
    assert chain(policy(1, level=Level.GROUP, place=3), group_id=None) == []


def test_what_comes_after_waits_for_those_that_fire_only() -> None:
    never = policy(2, has_po_number=True)
    assert chain(policy(1), never, policy(3, 1, 2)) == [("P1", 0, []), ("P3", 1, [1])]
    assert kept(3, never, policy(3, 2)) == ["after"]
    assert kept(4, never, policy(3, 2), policy(4, 3)) == ["after"]


def test_a_catch_all_fires_where_nothing_else_does() -> None:
    catch_all = policy(1, catch_all=True)
    assert chain(catch_all, policy(2, has_po_number=True)) == [("P1", 0, [])]
    assert chain(catch_all, policy(2)) == [("P2", 0, [])]
    assert kept(1, catch_all, policy(2)) == ["catch_all"]


def test_a_catch_all_has_conditions_too_and_followers_that_do_not_count_against_it() -> None:
    assert chain(policy(1, catch_all=True, has_po_number=True)) == []
    catch_all, follower = policy(1, catch_all=True), policy(2, 1)
    assert chain(catch_all, follower) == [("P1", 0, []), ("P2", 1, [1])]
    assert chain(catch_all, follower, policy(3)) == [("P3", 0, [])]
    assert kept(2, catch_all, follower, policy(3)) == ["after"]


orders = st.lists(st.tuples(st.booleans(), st.booleans(), st.sets(st.integers(0, 7))), max_size=8)


@given(orders, st.randoms())
def test_whatever_policies_there_are_each_fires_or_says_why_not(sent: list[Any], random: Any) -> None:
    """In any order of the policies the same, and nothing waits for what does not come before it."""
    policies = [
        policy(
            n,
            *(one for one in after if one < n),
            has_po_number=holds,
            catch_all=catch and not any(o < n for o in after),
        )
        for n, (holds, catch, after) in enumerate(sent)
    ]
    found = fire(policies, facts())
    fired = {link.policy.id: link.stage for link in found.chain}
    assert fired.keys() | found.kept.keys() == {one.id for one in policies}
    assert not fired.keys() & found.kept.keys()
    assert all(fired[before] < link.stage for link in found.chain for before in link.after)
    shuffled = random.sample(policies, len(policies))
    assert fire(shuffled, facts()).chain == found.chain


@given(st.dictionaries(st.integers(0, 5), st.sets(st.integers(0, 5))))
def test_a_circle_is_found_however_long(order: dict[int, set[int]]) -> None:
    after = {id_of(one): [id_of(before) for before in befores] for one, befores in order.items()}
    reached, ends = set(order.get(0, ())), set[int]()
    while reached != ends:
        ends = set(reached)
        reached |= {before for one in ends for before in order.get(one, ())}
    assert comes_after_itself(id_of(0), after) is (0 in reached)
