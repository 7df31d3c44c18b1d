"""How far a batch is, and what is told of a task that failed."""

from decimal import ROUND_DOWN, Decimal

from payables.kit.errors import FieldError, Refusal

_STEP = Decimal("0.0001")


def progress(done: int, count: int) -> Decimal:
    """From 0 to 1, rounded down: 1 means all of them."""
    return (Decimal(done) / count).quantize(_STEP, ROUND_DOWN).normalize() + 0


def told(refusal: Refusal) -> str:
    """Why a record was refused, in sentences; of its fields where it is about fields."""
    return " ".join(map(_field, refusal.fields)) if refusal.fields else refusal.sentence


def _field(fault: FieldError) -> str:
    return f"{fault.field} is required." if fault.type == "required" else f"{fault.field}: {fault.error}"
