"""`python -m resilience [name ...]`: 0 when nothing failed and every negative control did."""

import argparse
import sys
from collections.abc import Callable

from resilience import (
    allocations,
    arrangements,
    audit,
    duplicate_race,
    hostile,
    idempotency,
    kill_burst,
    order_race,
    races,
    slow_clients,
    tenants,
)
from resilience.outcome import Outcome, table

HARNESSES: dict[str, Callable[[], Outcome]] = {
    "allocations": allocations.run,
    "arrangements": arrangements.run,
    "audit": audit.run,
    "duplicates": duplicate_race.run,
    "kill_burst": kill_burst.run,
    "hostile": hostile.run,
    "idempotency": idempotency.run,
    "orders": order_race.run,
    "tenants": tenants.run,
    "races": races.run,
    "slow_clients": slow_clients.run,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m resilience", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*HARNESSES, []], metavar="name", help=", ".join(HARNESSES))
    parser.add_argument("--groups", type=int, default=duplicate_race.GROUPS, help="duplicates: how many invoices (200)")
    parser.add_argument(
        "--size", type=int, default=duplicate_race.SIZE, help="duplicates: entries of each at once (50)"
    )
    arguments = parser.parse_args()
    names = arguments.names or list(HARNESSES)
    sized = {"duplicates": lambda: duplicate_race.run(arguments.groups, arguments.size)}
    outcomes: dict[str, Outcome] = {}
    for name in names:
        print(f"{name} ...", file=sys.stderr)
        outcomes[name] = {**HARNESSES, **sized}[name]()
    print(table(outcomes))
    return 0 if all(outcome.passed for outcome in outcomes.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
