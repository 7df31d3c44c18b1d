"""Whatever is ordered, received and billed in whatever order."""

from dataclasses import fields, replace
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from resilience.allocations import run
from resilience.story_of_orders import LEARNED, Ledger, random_invoice, random_known, random_orders, random_tolerance

from payables.matching.model import Known, Outcome, Tolerance, Tolerances
from payables.matching.rules.match import match

RANK = {outcome: rank for rank, outcome in enumerate(Outcome)}
randoms = st.randoms(use_true_random=False)


@given(rng=randoms)
@settings(max_examples=150, deadline=None)
def test_no_sequence_of_invoices_is_allocated_more_than_was_ordered_or_received(rng: Random) -> None:
    ledger, known = Ledger(random_orders(rng)), random_known(rng)
    for _ in range(6):
        ledger.post(match(random_invoice(rng, ledger.orders), ledger.seen(), known))
        ledger.deliver(rng)
    assert ledger.over == 0


def test_many_stories_count_their_allocations_and_the_control_over_allocates() -> None:
    found = run(300)
    print(f"allocations tried: {found.tried}, over-allocations: {found.failed}")
    assert (found.failed, found.passed) == (0, True)
    assert found.tried > 1_000


@given(rng=randoms)
@settings(max_examples=100, deadline=None)
def test_the_same_is_found_again_and_in_whatever_order_the_lines_stand(rng: Random) -> None:
    orders, known = random_orders(rng), random_known(rng)
    billed = random_invoice(rng, orders)
    found = match(billed, orders, known)
    shuffled = list(billed.lines)
    rng.shuffle(shuffled)
    assert match(billed, orders, known) == found
    assert match(replace(billed, lines=tuple(shuffled)), orders, known) == found


@given(rng=randoms)
@settings(max_examples=150, deadline=None)
def test_a_wider_tolerance_finds_nothing_worse_and_allocates_the_same(rng: Random) -> None:
    orders, narrow = random_orders(rng), random_tolerance(rng)
    billed = random_invoice(rng, orders)
    before = match(billed, orders, Known(Tolerances(company=narrow), LEARNED))
    after = match(billed, orders, Known(Tolerances(company=_wider(narrow, rng)), LEARNED))
    assert RANK[after.outcome] <= RANK[before.outcome]
    for one, other in zip(before.lines, after.lines, strict=True):
        assert RANK[other.outcome] <= RANK[one.outcome]
        assert other.allocations == one.allocations


@given(rng=randoms)
@settings(max_examples=100, deadline=None)
def test_what_is_allocated_is_never_more_than_the_line_bills(rng: Random) -> None:
    orders, known = random_orders(rng), random_known(rng)
    for line in match(random_invoice(rng, orders), orders, known).lines:
        if line.quantity is not None:
            crumb = Decimal("0.0000001")
            assert sum((one.quantity for one in line.allocations), Decimal(0)) <= max(line.quantity, Decimal(0)) + crumb


def _wider(tolerance: Tolerance, rng: Random) -> Tolerance:
    """A limit that does not stand beside another one limits nothing; where neither stands nothing is tolerated."""
    values = {each.name: getattr(tolerance, each.name) for each in fields(tolerance)}
    return Tolerance(
        **{name: None if value is None else value + rng.choice([0, 1, 5]) for name, value in values.items()}
    )
