"""Refusals of imports."""

from payables.kit.errors import Refusal


class UnreadableFile(Refusal):
    """The file cannot be read as CSV: {reason}"""

    status = 400
    code = "unreadable_csv"


class TooManyRows(Refusal):
    """The file has more than {most} rows: send it in parts."""

    status = 400
    code = "too_many_rows"


class RowsRefused(Refusal):
    """Some rows cannot be imported, so nothing was: correct them, or send skip_failed=true to import the others."""

    status = 400
    code = "rows_refused"


class AlreadyUndone(Refusal):
    """This import was undone before."""

    status = 409
    code = "already_undone"
