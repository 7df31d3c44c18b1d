"""The machine's clock, moved by an offset that a test may set."""

from datetime import UTC, datetime, timedelta


class MovableClock:
    """Real time plus `offset`."""

    def __init__(self) -> None:
        self.offset = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset
