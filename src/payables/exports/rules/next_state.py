"""Where a job goes: one line of the state table."""

from payables.exports.errors import IllegalExportStep
from payables.exports.model import TRANSITIONS, JobEvent, JobState


def next_state(state: JobState, event: JobEvent) -> JobState:
    """Raises IllegalExportStep for a step that the table does not have."""
    target = TRANSITIONS.get((state, event))
    if target is None:
        raise IllegalExportStep(state=state, event=event.replace("_", " "))
    return target
