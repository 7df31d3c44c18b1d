from datetime import UTC, datetime, timedelta
from uuid import uuid4

from payables.access.rules.totp_offer import LASTS, live_secret, packed

NOW, SESSION, SECRET = datetime(2026, 11, 22, 9, tzinfo=UTC), uuid4(), bytes(range(20))


def test_an_offer_is_its_session_s_for_a_quarter_of_an_hour() -> None:
    offer = packed(SECRET, SESSION, NOW)
    almost = NOW + LASTS - timedelta(seconds=1)
    assert live_secret(offer, SESSION, almost) == SECRET
    assert live_secret(offer, SESSION, NOW + LASTS) is None
    assert live_secret(offer, uuid4(), NOW) is None


def test_a_secret_that_was_offered_without_session_and_time_is_over() -> None:
    assert live_secret(SECRET, SESSION, NOW) is None
