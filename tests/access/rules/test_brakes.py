from datetime import timedelta

import pytest

from payables.access.rules.brakes import FREE, LONGEST_WAIT, Brake, network_of, wait_after


@pytest.mark.parametrize("brake", list(Brake))
def test_the_first_failures_cost_no_wait_and_then_it_grows_and_ends(brake: Brake) -> None:
    waits = [wait_after(brake, failures) for failures in range(1, 60)]
    assert waits[: FREE[brake] - 1] == [timedelta()] * (FREE[brake] - 1)
    assert waits[FREE[brake] - 1] == timedelta(seconds=15)
    assert waits == sorted(waits)
    assert max(waits) == LONGEST_WAIT == timedelta(minutes=15)
    assert wait_after(brake, 10**9) == LONGEST_WAIT


@pytest.mark.parametrize(
    ("source", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("local", "local"),
        ("", ""),
    ],
)
def test_all_addresses_of_one_ipv6_network_count_as_one(source: str, network: str) -> None:
    assert network_of(source) == network
