"""What the worker does: every job by its name, and every chore by its time, on one screen."""

from payables.app.desks import Desks
from payables.batches.model import LINE as BATCH_TASKS
from payables.capture.model import JOB_NAMES
from payables.capture.model import Lane as CaptureLane
from payables.catalog.events import ITEMS_CHANGED, PRICES_CHANGED
from payables.coding.events import REQUIRED_CHANGED
from payables.dimensions.events import DIMENSIONS_CHANGED
from payables.invoices.actions.look_later import LOOK_AGAIN
from payables.invoices.actions.request_images import FETCHES
from payables.learning.jobs import LEARN
from payables.matching.events import LIMITS_CHANGED
from payables.platform.queue_worker import Cron, Job, Lane
from payables.purchasing.events import ORDERS_CHANGED, VENDOR_AWAITED
from payables.statements.events import STATEMENT_RECEIVED
from payables.units.events import CONVERSIONS_CHANGED
from payables.vendors.events import VENDORS_CHANGED, VENDORS_ENTERED

TASKS_AT_ONCE = 4
FETCHES_AT_ONCE = 8
SECOND_LOOKS_AT_ONCE = 2
ORDER_LOOKS_AT_ONCE = 2
CATALOG_AT_ONCE = 1
EXPORTS_AT_ONCE = 1
VENDORS_AT_ONCE = 1
STATEMENTS_AT_ONCE = 1
NIGHTS_AT_ONCE = 1


def lanes_of(desks: Desks, readers: int) -> list[Lane]:
    """`readers` documents go through OCR at once; those that carry their text have places of their own."""
    return [
        Lane({JOB_NAMES[CaptureLane.LIGHT]: desks.reading.read_light}, at_once=readers + 1),
        Lane({JOB_NAMES[CaptureLane.HEAVY]: desks.reading.read_heavy}, at_once=readers),
        Lane({BATCH_TASKS.job: desks.batches.run}, at_once=TASKS_AT_ONCE),
        Lane({FETCHES.job: desks.images.fetch}, at_once=FETCHES_AT_ONCE),
        Lane(_second_looks(desks), at_once=SECOND_LOOKS_AT_ONCE),
        Lane(_looks_at_orders(desks), at_once=ORDER_LOOKS_AT_ONCE),
        Lane(
            {PRICES_CHANGED: desks.catalog.follow_entries, ITEMS_CHANGED: desks.catalog.follow_items},
            at_once=CATALOG_AT_ONCE,
        ),
        Lane(desks.exports.jobs, at_once=EXPORTS_AT_ONCE),
        Lane(
            {VENDORS_ENTERED: desks.order_vendors.link, VENDOR_AWAITED: desks.order_vendors.link},
            at_once=VENDORS_AT_ONCE,
        ),
        Lane({STATEMENT_RECEIVED: desks.statements.read}, at_once=STATEMENTS_AT_ONCE),
        Lane({LEARN: desks.learning.learn}, at_once=NIGHTS_AT_ONCE),
    ]


def _second_looks(desks: Desks) -> dict[str, Job]:
    return {
        LOOK_AGAIN: desks.second_looks.look_again,
        REQUIRED_CHANGED: desks.second_looks.look_at_company,
        LIMITS_CHANGED: desks.second_looks.look_at_company,
        DIMENSIONS_CHANGED: desks.second_looks.look_at_dimensions,
        VENDORS_CHANGED: desks.second_looks.look_at_vendors,
    }


def _looks_at_orders(desks: Desks) -> dict[str, Job]:
    """Of their own: a night's orders delay no other second look. Of those of one account few are done at a time."""
    return {
        ORDERS_CHANGED: desks.orders.look_at_orders,
        CONVERSIONS_CHANGED: desks.orders.look_at_conversions,
    }


def crons_of(desks: Desks) -> list[Cron]:
    chores = desks.chores
    return [
        Cron("audit.seal", "* * * * * */1", desks.sealer.seal),
        Cron("capture.wake", "* * * * * */5", desks.reading.wake),
        Cron("batches.wake", "* * * * * */5", desks.batches.wake),
        Cron("invoices.wake_fetches", "* * * * * */5", desks.images.wake),
        Cron("exports.look_after", "* * * * *", desks.exports.look_after),
        Cron("approvals.chase", "* * * * *", desks.approvals.tick),
        Cron("vendors.end_bank_holds", "* * * * *", desks.bank_holds.tick),
        Cron("learning.learn_rankers", "17 2 * * *", desks.learning.order),
        Cron("queue.try_held_again", "*/10 * * * *", chores.try_held_jobs_again),
        Cron("cleanup.idempotency_keys", "11 * * * *", chores.forget_idempotency_keys),
        Cron("cleanup.access_tokens", "23 * * * *", chores.forget_access_tokens),
        Cron("cleanup.sign_ins", "29 * * * *", chores.forget_sign_ins),
        Cron("cleanup.queue_logs", "37 3 * * *", chores.forget_queue_logs),
        Cron("cleanup.key_usage", "43 3 * * *", chores.forget_key_usage),
        Cron("cleanup.request_log", "29 * * * *", chores.forget_requests),
        Cron("cleanup.undoable_steps", "47 3 * * *", chores.forget_steps),
        Cron("cleanup.batches", "*/10 * * * *", desks.batches.forget),
        Cron("cleanup.heartbeats", "41 3 * * *", chores.forget_heartbeats),
    ]
