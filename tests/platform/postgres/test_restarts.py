from payables.platform.postgres.restarts import Restarts


def test_a_server_that_crashes_at_once_is_tried_again_for_more_than_five_seconds_and_not_for_ever() -> None:
    restarts = Restarts()
    pauses = []
    while (pause := restarts.delay_after(0.0, 0.1)) is not None:
        pauses.append(pause)

    assert pauses == sorted(pauses)
    assert pauses[0] == 0
    assert 5 <= sum(pauses) <= 60


def test_a_crash_after_a_long_steady_run_is_the_first_one_again() -> None:
    restarts = Restarts()
    for _ in range(20):
        assert restarts.delay_after(0.0, 100.0) == 0
