"""Refusals of batches; those of a task are its message."""

from payables.kit.errors import Refusal


class SenderDeactivated(Refusal):
    """The API user who sent this batch was deactivated before the record's turn came: send it again as another one."""

    status = 403
    code = "sender_deactivated"
