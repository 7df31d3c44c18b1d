"""What became of the lines of a change, as the API says it."""

from payables.invoices.actions.change_lines import LinesChanged
from payables.invoices.schema.invoice import ItemsProcessingResult


def items_result(lines: LinesChanged) -> ItemsProcessingResult:
    status = "success" if not lines.failure else "partial_success" if lines.success else "failure"
    success = {str(index): id for index, id in sorted(lines.success.items())}
    return ItemsProcessingResult(success, {str(index): text for index, text in sorted(lines.failure.items())}, status)
