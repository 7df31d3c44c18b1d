"""What ends a task of a batch beside the refusals of its own kind; the sentence is the task's message."""

from payables.kit.errors import Sentence


class SenderDeactivated(Sentence):
    """The API user who sent this batch was deactivated before the record's turn came: send it again as another one."""
