"""Accounts of an e-invoice's texts and of its page, beside those that are known of it already."""

from collections.abc import Iterable

from payables.extraction.fields.every_account import at_most, weigh_every_account
from payables.extraction.model import Reading
from payables.extraction.page.document import Document


def weigh_more_accounts(reading: Reading, documents: Iterable[Document]) -> None:
    """What each document names by itself, as `weigh_every_account` finds it, all together."""
    told = list(reading.bank_details)
    for document in documents:
        weigh_every_account(reading, document)
        told += reading.bank_details
    reading.bank_details = at_most(told)
