"""What tests of second looks share."""

from uuid import UUID

import pytest

from payables.invoices.actions.look_again import look_again
from payables.platform.db import Transaction


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """The invoices that are looked at, one after the other."""
    seen: list[UUID] = []

    async def look(tx: Transaction, invoice: UUID) -> None:
        seen.append(invoice)
        await look_again(tx, invoice)

    monkeypatch.setattr("payables.invoices.jobs.looks.look_again", look)
    return seen
