"""Item numbers in the form in which two are compared: "AB-12/3" and "ab 123" are the same."""

from payables.kit.text import normal_number


def sku_key(sku: str | None) -> str | None:
    """Letters and digits only, without case; None where nothing can be compared."""
    return normal_number(sku or "") or None
