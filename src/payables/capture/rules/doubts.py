"""What people are asked about one value of a reading: it cannot be used, was hard to read, or memory says another."""

from payables.extraction.model import BY_MEMORY, BY_RANKER, Field
from payables.invoices.model import Reason

# Only what an invoice is known and paid by has to pass the gate; a doubtful order number or tax is shown with its confidence
# and goes on. Below this confidence a reading says nothing against what memory or the company says.
DOUBTFUL = 0.5
PROVEN = 0.8  # confidence of memory after two corrections or approvals; one may be somebody's slip, at another location

# Fields of a reading that end up in the invoice, under the names that the API gives them.
API_NAMES = {
    "number": "invoice_number",
    "invoice_date": "invoice_date",
    "due_date": "due_date",
    "currency": "currency",
    "total_amount": "total_amount",
    "total_tax": "total_tax",
    "purchase_order": "purchase_order",
}


def is_unproven_memory(found: Field) -> bool:
    """Taken by memory where nothing was read surely, after a single correction: a person looks on, as without memory."""
    return found.by == BY_MEMORY and found.confidence < PROVEN


def is_remembered(found: Field) -> bool:
    """Chosen as on earlier papers, of the vendor or of the installation, against a value that was read surely: one of the two is
    wrong, and what somebody has once written of another paper must not go through unseen."""
    return found.instead_of is not None and found.instead_of.confidence >= DOUBTFUL


def remembered(name: str, found: Field) -> Reason:
    read = found.instead_of.value if found.instead_of else ""
    whose = "what was learned at night" if found.by == BY_RANKER else "the vendor's earlier papers"
    sentence = f"The {_spoken(name)} {found.value} is taken by {whose}, but {read} was read without: compare."
    return Reason("remembered_value", sentence, name)


def unusable(name: str, sentence: str) -> Reason:
    return Reason("unusable_value", f"The {_spoken(name)} on the paper cannot be used: {sentence}", name)


def unproven(name: str) -> Reason:
    """Well read, but no lines lead to it."""
    sentence = f"No lines on the paper lead to the {_spoken(name)}: compare it with the paper."
    return Reason("doubtful_reading", sentence, name)


def doubtful(name: str) -> Reason:
    return Reason("doubtful_reading", f"The {_spoken(name)} was hard to read: compare it with the paper.", name)


def _spoken(name: str) -> str:
    return name.replace("_", " ")
