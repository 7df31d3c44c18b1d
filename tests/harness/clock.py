"""The machine's clock, moved by an offset that a test may set."""

from datetime import UTC, datetime, timedelta


class MovableClock:
    """Real time plus `offset`. `journeys` counts how often it came back: what was issued before may be gone by then."""

    def __init__(self) -> None:
        self.offset = timedelta()
        self.journeys = 0

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def come_back(self) -> None:
        if self.offset:
            self.offset = timedelta()
            self.journeys += 1
