"""An invoice or one of its lines divided over several codings, by share or by amount."""

from typing import Any

from payables.dashboard.pages.by_index import called_by_index, faults_by_index
from payables.dashboard.pages.dimensions_named import coded_by_ids
from payables.dashboard.pages.invoice.going import back_to
from payables.dashboard.pages.invoice.lines import splits_by_item
from payables.dashboard.pages.invoice.reads import coded_types, types_of
from payables.dashboard.pages.invoice.split_parts import name_of_field, parts_of, read_parts, rows_sent
from payables.dashboard.pages.lists import every
from payables.dashboard.texts import text
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Permission
from payables.platform.http.etag import read_etag

EMPTY = 3  # rows beyond those that there are
LEAST, MOST = 4, 100
RULES = "/v1/split-rules"


@page("/invoices/{id:str}/split", needs=Permission.INVOICES_EDIT)
async def show_split(page: Page, id: str) -> Reply:
    """`?line=71`: this line, otherwise the total. Shown again it has all the rows that it had, and on demand as many more."""
    answer = await page.ask(f"/v1/invoices/{id}")
    invoice, locale = answer.data, page.locale
    item = _item(invoice, page.form.optional("item_id") if page.form.values else page.query.get("line", ""))
    types = coded_types(await types_of(page, invoice["ottimate_company_id"]), invoice)
    splits = splits_by_item(invoice)
    stored = splits.get(item["id"] if item else None, [])
    sent, wants_more = rows_sent(page.form), page.form.checked("more_lines")
    rows = min(max(LEAST, len(stored) + EMPTY, 2 * sent if wants_more else sent), MOST)
    parts = parts_of(stored, types, page.form, locale, rows, invoice["currency"])
    rule = stored[0]["split_rule_id"] if stored else None
    holds = rule is not None and await page.find(f"{RULES}/{rule}") is not None
    sent_parts = {str(part.row): text("split.part", number=part.row) for part in parts if part.is_sent}
    return page.show(
        "invoice/split.html",
        invoice=invoice,
        etag=page.seen(answer.etag),
        item=item,
        split_already=set(splits),
        parts=parts,
        called=_called(called_by_index(page, "splits", sent_parts)),
        faults=faults_by_index(page, "splits", list(sent_parts)),
        by=page.form.text("by") or ("amount" if stored and stored[0]["percent"] is None else "percent"),
        is_split=bool(stored) and not holds,
        is_by_rule=holds,
        is_of_gone_rule=rule is not None and not holds,
        stands=stored if "shown_item" in page.form else [],  # beside what was typed
        may_have_more=rows < MOST,
        focused=sent + 1 if wants_more else 1,
        may_remember=page.may(Permission.CODING_MANAGE),
    )


@action("/invoices/{id:str}/split/save", again=show_split)
async def save_split(page: Page, id: str) -> Reply:
    """In place of the split there was. What later invoices are split by as well is taken back with its rule, where neither was
    there before."""
    answer = await page.ask(f"/v1/invoices/{id}")
    invoice = answer.data
    if page.form.checked("more_lines"):
        _chosen(page, invoice, is_new=False)
        return await show_split(page, id=id)
    company = invoice["ottimate_company_id"]
    parts = read_parts(page.form, coded_types(await types_of(page, company), invoice), page.locale)
    parts = await _with_ids(page, company, parts)
    item_id = _chosen(page, invoice, is_new=page.form.etag == answer.etag)
    body: dict[str, Any] = {"splits": parts, "item_id": item_id}
    is_remembered = page.form.checked("remember")
    body["remember"] = "always" if is_remembered else "this_time"
    before = await _rules(page, invoice) if is_remembered else {}
    done = await page.post(f"/v1/invoices/{id}/splits", body, etag=page.form.etag)
    is_new = item_id not in splits_by_item(invoice)
    made = "/".join(str(part) for part in (id, read_etag(done.etag), item_id) if part is not None)
    if is_remembered:
        new = [f"{rule}/{tag}" for rule, tag in (await _rules(page, invoice)).items() if rule not in before]
        said = "split_remembered" if item_id is None else "line_split_remembered"
        return back_to(page, id, said=said, of=f"{made}/{new[0]}" if new and is_new else None)
    if not is_new:
        return back_to(page, id, said="split_changed")
    return back_to(page, id, said="split" if item_id is None else "line_split", of=made)


@action("/invoices/{id:str}/split/remove", again=show_split)
async def remove_split(page: Page, id: str) -> Reply:
    """Rules that split, if there are any, hold again. Taken back, as it was split: what anybody has done since stays."""
    return back_to(page, id, said=await _taken_back(page, id, "unsplit"))


@action("/invoices/{id:str}/split/forget", again=show_split)
async def forget_split(page: Page, id: str) -> Reply:
    """A split that was remembered is taken back with its rule, unless somebody has changed one of the two since."""
    await page.delete(f"{RULES}/{page.form.part('rule')}", etag=page.form.optional("rule_etag"))
    return back_to(page, id, said=await _taken_back(page, id, "split_forgotten"))


async def _taken_back(page: Page, id: str, said: str) -> str:
    """What is said of it: `said`, or that a rule splits it now."""
    before = _by_rules(await page.get(f"/v1/invoices/{id}"))
    item_id = page.form.optional("item_id")
    done = await page.delete(f"/v1/invoices/{id}/splits", etag=page.form.etag, item_id=item_id)
    return "split_by_rule" if _by_rules(done.data) - before else said


def _called(parts: dict[str, str]) -> dict[str, str]:
    """Of a refusal by its fields: the part and, where it is about one, the field in it."""
    return {field: ", ".join(filter(None, (part, name_of_field(field)))) for field, part in parts.items()}


async def _rules(page: Page, invoice: dict[str, Any]) -> dict[str, str]:
    """Of its vendor: by their ids, the versions that they have."""
    vendor, company = invoice["ottimate_vendor_id"], invoice["ottimate_company_id"]
    found = await every(page, RULES, ottimate_company_id=company, ottimate_vendor_id=vendor) if vendor else []
    return {one["id"]: one["etag"].strip('"') for one in found}


def _by_rules(invoice: dict[str, Any]) -> set[tuple[int | None, str]]:
    """The lines that rules split, None for the total, each with the rule."""
    split = splits_by_item(invoice).items()
    return {(item, parts[0]["split_rule_id"]) for item, parts in split if parts[0]["virtual"]}


def _chosen(page: Page, invoice: dict[str, Any], *, is_new: bool) -> int | None:
    """The line that is split, None for the total. Parts that nobody has seen are not replaced: what was chosen on the page and is
    split already is shown first; of a form that `is_new` no more the API says whether it was sent before. Raises InvalidFields."""
    chosen = page.form.text("item_id")
    item = _item(invoice, chosen)
    if chosen and item is None:
        raise InvalidFields([FieldError("item_id", text("split.no_line"), "unknown_item")])
    item_id = item["id"] if item else None
    if is_new and chosen != page.form.text("shown_item") and item_id in splits_by_item(invoice):
        raise InvalidFields([FieldError("item_id", text("split.look_first"), "split_already")])
    return item_id


async def _with_ids(page: Page, company_id: int, parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In the ERP, in place of the words that were typed for dimensions."""
    path = "splits[{}].dimensions".format
    coded = {path(place): part["dimensions"] for place, part in enumerate(parts)}
    named = await coded_by_ids(page, company_id, coded)
    return [{**part, "dimensions": named[path(place)]} for place, part in enumerate(parts)]


def _item(invoice: dict[str, Any], id: str | None) -> dict[str, Any] | None:
    return next((item for item in invoice["items"] if str(item["id"]) == id), None)
