"""Sequences of invoices for the same orders: what is allocated never comes to more than was ordered, nor than was received.

Control: the same stories while each invoice is told that nobody else has taken anything. Those have to over-allocate, or the
count means nothing.
"""

from random import Random

from payables.matching.rules.match import match
from resilience.outcome import Outcome, table
from resilience.story_of_orders import Ledger, random_invoice, random_known, random_orders

STORIES, INVOICES = 3_000, 6


def run(stories: int = STORIES) -> Outcome:
    told = [_story(seed, tells_taken=True) for seed in range(stories)]
    control = [_story(seed, tells_taken=False) for seed in range(stories // 10)]
    tried, over = sum(one.tried for one in told), sum(one.over for one in told)
    notes = [f"{stories} stories of {INVOICES} invoices: {tried} allocations tried, {over} over-allocations"]
    return Outcome(tried, over, sum(one.tried for one in control), sum(one.over for one in control), notes)


def _story(seed: int, *, tells_taken: bool) -> Ledger:
    rng = Random(seed)
    ledger = Ledger(random_orders(rng))
    known = random_known(rng)
    for _ in range(INVOICES):
        seen = ledger.seen() if tells_taken else ledger.orders
        ledger.post(match(random_invoice(rng, ledger.orders), seen, known))
        ledger.deliver(rng)
    return ledger


if __name__ == "__main__":
    print(table({"allocations": run()}))
