"""Refusals of capture."""

from payables.kit.errors import Refusal


class FileTooLarge(Refusal):
    """The file has more than the {limit} bytes that an upload may have: split it, or save it again at a lower resolution."""

    status = 413
    code = "file_too_large"
