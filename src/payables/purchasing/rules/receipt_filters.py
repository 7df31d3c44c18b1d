"""What a list of receipts may be asked for (contract/invoices-and-catalog.md section 6.1)."""

from payables.kit.bad_value import BadValueError
from payables.purchasing.model import ReceiptStatus

PENDING, OPEN, CLOSED, FLAGGED, ARCHIVED, DELETED = ReceiptStatus

# Words of the older filter of orders beside the object's own.
OLDER_WORDS: dict[str, tuple[ReceiptStatus, ...]] = {
    "pending_review": (PENDING, FLAGGED),
    "approved": (OPEN,),
    "rejected": (ARCHIVED, DELETED),
}


def statuses_of(word: str) -> tuple[ReceiptStatus, ...]:
    """Which statuses a word of the filter stands for, in any case. Raises BadValueError."""
    plain = word.strip().lower()
    if plain in OLDER_WORDS:
        return OLDER_WORDS[plain]
    if plain in list(ReceiptStatus):
        return (ReceiptStatus(plain),)
    raise BadValueError("unknown_status", f"Send one of {', '.join([*ReceiptStatus, *OLDER_WORDS])}.")
