"""What was just done, taken back with one key, on whatever page one goes on to.

The address names what was done and to what, sealed for who did it (web/done.py). What is sent where is written here all the same,
an id or a version has the shape of one, and what a thing was before, the API knows. What was deleted is brought back as it was when
that was last done, unless something else has taken its place since, which the API refuses: no version is needed for that.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from payables.dashboard.shown.typed import whole_number
from payables.dashboard.web.forms import ETAG
from payables.dashboard.web.page import Page

_ID = re.compile(r"[0-9]{1,9}|[0-9a-f]{16}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z]{2,8}_[A-Za-z0-9]{1,40}")
MOST = 100


@dataclass(frozen=True, slots=True)
class Undo:
    """A form of one button. `count`: to how many things it was done at once."""

    action: str
    fields: tuple[tuple[str, str], ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """`{}` of the path stands for an id, one after the other; what is left of them is sent in `fields`. ETAG: the version that was
    made, which is taken back, and nothing that came after it."""

    path: str
    fields: tuple[str, ...] = ()


ONE = {
    "archived": Step("/invoices/{}/restore", (ETAG,)),
    "restored": Step("/invoices/{}/archive", (ETAG,)),
    "saved": Step("/invoices/{}/undo-save"),
    "saved_with_vendor": Step("/invoices/{}/undo-save"),
    "kept_both": Step("/invoices/{}/duplicates/{}/reopen"),
    "split": Step("/invoices/{}/split/remove", (ETAG,)),
    "line_split": Step("/invoices/{}/split/remove", (ETAG, "item_id")),
    "split_remembered": Step("/invoices/{}/split/forget", (ETAG, "rule", "rule_etag")),
    "line_split_remembered": Step("/invoices/{}/split/forget", (ETAG, "item_id", "rule", "rule_etag")),
    "order_closed": Step("/purchase-orders/{}/reopen", (ETAG,)),
    "order_archived": Step("/purchase-orders/{}/reopen", (ETAG,)),
    "order_deleted": Step("/purchase-orders/{}/reopen", (ETAG,)),
    "receipt_archived": Step("/receipts/{}/reopen", (ETAG,)),
    "receipt_deleted": Step("/receipts/{}/reopen", (ETAG,)),
    "entry_hidden": Step("/catalog/{}/show", (ETAG,)),
    "entry_shown": Step("/catalog/{}/hide", (ETAG,)),
    "claim_settled": Step("/claims/{}/unsettle", ("credit_memo_id", ETAG)),
    "statement_reconciled": Step("/statements/{}/reopen", (ETAG,)),
    "statement_deleted": Step("/statements/{}/restore"),
    "line_matched": Step("/statements/{}/lines/{}/unmatch", ("invoice_id",)),
    "line_unmatched": Step("/statements/{}/lines/{}/match", ("invoice_id",)),
    "tolerance_deleted": Step("/matching/tolerances/{}/restore"),
    "conversion_forgotten": Step("/matching/units/{}/restore"),
    "mapping_rule_deleted": Step("/mapping-rules/{}/restore"),
    "split_rule_deleted": Step("/split-rules/{}/restore"),
    "upload_deleted": Step("/uploads/{}/restore"),
}
# Decisions are taken back for one and for many alike.
DECIDED = {"approved": "approve", "declined": "decline", "flagged": "flag"}
SAVED = ("saved", "saved_with_vendor")
MOVED = {"archived": "restore", "restored": "archive"}
ETAG_OF = "etag."  # before the id of an invoice: its version, in a form of several
QUEUE = re.compile(r"/queue/[a-z-]{1,40}")


def undo_of(page: Page) -> Undo | None:
    """None where nothing was done that one step takes back, or the address names no such thing."""
    said, of = page.done.said, page.done.of
    if said in DECIDED:
        return undo_decided(page, DECIDED[said], ids_of(of))
    if said in MOVED and ("," in of or _from_a_list(page, of)):
        return undo_moved(page, said, moved_of(of))
    return _of_one(page, ONE[said], of) if said in ONE else None


def _from_a_list(page: Page, of: str) -> bool:
    """A list names what it moved by number; an invoice's own page names it as its address does, and is gone back to."""
    return QUEUE.match(page.path) is not None and whole_number(of.split("/")[0]) is not None


def undo_moved(page: Page, said: str, moved: list[tuple[str, str]]) -> Undo | None:
    """Of what was archived or restored in a list, in the queue that the page is or an action of it. `moved`: each with the version
    that was made of it."""
    queue = QUEUE.match(page.path)
    versions = tuple((f"{ETAG_OF}{id}", version) for id, version in moved)
    return _of_many(
        f"{queue[0] if queue else '/queue/all'}/{MOVED[said]}{_kept(page)}", [id for id, _ in moved], versions
    )


def undo_decided(page: Page, step: str, ids: list[str]) -> Undo | None:
    """Of a decision over one or many, back to where the list or the invoice stood."""
    return _of_many(f"/approvals/undo{_kept(page, **_queue(page))}", ids, (("step", step),))


def moved_of(of: str) -> list[tuple[str, str]]:
    """Id and version of each; none where one of them is no such pair."""
    pairs = [tuple(one.split("/")) for one in of.split(",")[:MOST]]
    return [(pair[0], pair[1]) for pair in pairs] if all(len(pair) == 2 and _are_ids([*pair]) for pair in pairs) else []


def ids_of(of: str) -> list[str]:
    """Of several things that the address names; none where one of them is no id."""
    ids = of.split(",")[:MOST]
    return ids if _are_ids(ids) else []


def _of_one(page: Page, step: Step, of: str) -> Undo | None:
    ids = of.split("/")
    named = step.path.count("{}")
    if len(ids) != named + len(step.fields) or not _are_ids(ids):
        return None
    path = step.path.format(*ids[:named])
    queue = _queue(page) if path.startswith("/invoices/") else {}
    return Undo(f"{path}{_kept(page, **queue)}", tuple(zip(step.fields, ids[named:], strict=True)))


def _of_many(action: str, ids: list[str], fields: tuple[tuple[str, str], ...] = ()) -> Undo | None:
    return Undo(action, (*fields, *(("invoice", id) for id in ids)), len(ids)) if ids else None


def _are_ids(ids: list[str]) -> bool:
    return all(_ID.fullmatch(id) for id in ids)


def _queue(page: Page) -> dict[str, str]:
    """The queue that the page is, if it is one."""
    return {"queue": page.path.split("/")[2]} if QUEUE.match(page.path) else {}


def _kept(page: Page, **more: str) -> str:
    """What the address says besides: the queue, its filters, the company."""
    kept = more | page.kept
    return f"?{urlencode(kept)}" if kept else ""
