"""The machine's clock, moved by an offset that a test may set, or stopped."""

from datetime import UTC, datetime, timedelta


class MovableClock:
    """Real time plus `offset`. `journeys` counts how often it came back: what was issued before may be gone by then."""

    def __init__(self) -> None:
        self.offset = timedelta()
        self.journeys = 0
        self._stopped: datetime | None = None

    def now(self) -> datetime:
        return (self._stopped or datetime.now(UTC)) + self.offset

    def stand_still(self) -> None:
        """Only `offset` goes on, until the end of the test: for what ends within seconds, however long the test takes."""
        self._stopped = datetime.now(UTC)

    def come_back(self) -> None:
        self._stopped = None
        if self.offset:
            self.offset = timedelta()
            self.journeys += 1
