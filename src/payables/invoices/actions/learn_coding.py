"""Coding learns from an invoice that is approved now, whatever approved it."""

from collections.abc import Sequence

from payables.coding.actions.learn_approval import learn_approval
from payables.invoices.rules.as_coded import line_of, place_of
from payables.invoices.rules.content import Content
from payables.platform.db import Transaction


async def learn_coding(tx: Transaction, content: Content, *, by_person: bool) -> None:
    """`by_person` says that somebody approved it; otherwise the account lets invoices through unseen."""
    invoice = content.invoice
    lines = [line_of(item) for item in content.items]
    await learn_approval(tx, place_of(invoice), invoice.id, lines, by_person=by_person)


async def learn_let_through(tx: Transaction, contents: Sequence[Content]) -> None:
    """Of what nobody had to approve. To be given to `tx.at_commit`: where values came from is written by then."""
    for content in contents:
        await learn_coding(tx, content, by_person=False)
