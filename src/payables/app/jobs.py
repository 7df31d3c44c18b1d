"""What the worker does: every job by its name, and every chore by its time, on one screen."""

from payables.app.chores import Chores
from payables.capture.jobs import ReadingDesk
from payables.capture.model import JOB_NAMES
from payables.capture.model import Lane as CaptureLane
from payables.platform.queue_worker import Cron, Lane


def lanes_of(desk: ReadingDesk, readers: int) -> list[Lane]:
    """`readers` documents go through OCR at once; those that carry their text have places of their own."""
    return [
        Lane({JOB_NAMES[CaptureLane.LIGHT]: desk.read_light}, at_once=readers + 1),
        Lane({JOB_NAMES[CaptureLane.HEAVY]: desk.read_heavy}, at_once=readers),
    ]


def crons_of(desk: ReadingDesk, chores: Chores) -> list[Cron]:
    return [
        Cron("capture.wake", "* * * * * */5", desk.wake),
        Cron("cleanup.idempotency_keys", "11 * * * *", chores.forget_idempotency_keys),
        Cron("cleanup.access_tokens", "23 * * * *", chores.forget_access_tokens),
        Cron("cleanup.queue_logs", "37 3 * * *", chores.forget_queue_logs),
        Cron("cleanup.key_usage", "43 3 * * *", chores.forget_key_usage),
        Cron("cleanup.heartbeats", "41 3 * * *", chores.forget_heartbeats),
    ]
