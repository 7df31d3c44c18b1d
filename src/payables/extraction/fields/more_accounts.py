"""Accounts of an e-invoice's texts and of its page, beside those that are known of it already."""

from collections.abc import Iterable

from payables.extraction.fields.every_account import weigh_every_account
from payables.extraction.model import BankDetail, Reading
from payables.extraction.page.document import Document

MOST = 30  # of a kind: more of one are told as `many`
MANY = "many"


def weigh_more_accounts(reading: Reading, documents: Iterable[Document]) -> None:
    """What each document names by itself, as `weigh_every_account` finds it, all together."""
    told = {(one.kind, one.value): one for one in reading.bank_details}
    for document in documents:
        weigh_every_account(reading, document)
        for one in reading.bank_details:
            told.setdefault((one.kind, one.value), one)
    reading.bank_details = _at_most(list(told.values()))


def _at_most(told: list[BankDetail]) -> list[BankDetail]:
    kept: list[BankDetail] = []
    for kind in dict.fromkeys(one.kind for one in told if one.kind != MANY):
        of_kind = [one for one in told if one.kind == kind]
        kept += of_kind[:MOST]
        if len(of_kind) > MOST:
            told.append(BankDetail(MANY, kind))
    return [*kept, *{one.value: one for one in told if one.kind == MANY}.values()]
