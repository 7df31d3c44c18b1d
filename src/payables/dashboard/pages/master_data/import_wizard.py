"""Importing a file in three steps: choose it, look at what it would do, take it in."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping, Sequence
from typing import Any

from payables.dashboard.pages.lists import choices
from payables.dashboard.pages.master_data.imports import MOST_ROWS, PATH, offered
from payables.dashboard.pages.places import places_of
from payables.dashboard.texts import text
from payables.dashboard.web.page import Page
from payables.dashboard.web.parts import parts_of, send_file
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Permission
from payables.platform.http.multipart import FilePart
from payables.platform.settings import Settings

LARGEST = 10 * 1024 * 1024  # as the API
FIELDS = ("kind", "ottimate_company_id", "decimal_mark")
SOUND_ROWS = 100  # that are shown beside those with a fault


def _of_a_file(_: Settings) -> int:
    return LARGEST + 64 * 1024


def _of_a_text(_: Settings) -> int:
    """The same as base64 in a form."""
    return LARGEST * 3 // 2


@page("/imports/new", needs=Permission.INVOICES_READ)
async def show_new_import(page: Page) -> Reply:
    """An empty form, or what was chosen before."""
    typed = await _typed(page)
    places = await places_of(page, one_company=True)
    return page.show(
        "master_data/imports/new.html",
        kinds=choices("imports.kind", offered(page)),
        kind=typed.get("kind") or page.query.get("kind", ""),
        company=typed.get("ottimate_company_id") or str(places.company_id or ""),
        mark=typed.get("decimal_mark", "."),
        places=places,
        columns=await page.get(f"{PATH}/columns"),
    )


@action("/imports/try", again=show_new_import, max_body=_of_a_file)
async def try_file(page: Page) -> Reply:
    """Nothing is stored: the page shows every row with what it would do, and keeps the file for the next step."""
    parts = await parts_of(page)
    file = parts.file("file")
    if file is None or not file.data:
        raise InvalidFields([FieldError("file", text("fields.csv_file"), "required")])
    fields = {name: parts.text(name) or "" for name in FIELDS}
    return await _preview(page, fields, file)


@action("/imports/run", again=show_new_import, max_form=_of_a_text)
async def run_import(page: Page) -> Reply:
    """The same file, taken in."""
    file = _kept(page)
    fields = {name: page.form.text(name) for name in FIELDS}
    skip = "true" if page.form.checked("skip_failed") else "false"
    called = await send_file(page, PATH, {**fields, "skip_failed": skip}, file, once=True, listed="/imports")
    return page.go(f"/imports/{called.data['id']}", said="import_done")


async def _preview(page: Page, fields: Mapping[str, str], file: FilePart) -> Reply:
    tried = (await send_file(page, PATH, {**fields, "dry_run": "true"}, file, once=False)).data
    rows = [row for outcome in tried["rows"] for row in _rows(outcome)]
    return page.show(
        "master_data/imports/preview.html",
        tried=tried,
        fields=fields,
        filename=file.filename,
        file=b64encode(file.data).decode(),
        columns=_columns(rows),
        rows=_shown(rows),
        hidden_rows=len(rows) - len(_shown(rows)),
        places=await places_of(page),
    )


def _rows(outcome: dict[str, Any]) -> list[dict[str, Any]]:
    """Of the sheet: each with its cells and their faults; what is no cell's fault stands beside the first."""
    found: list[dict[str, Any]] = []
    for n, (number, cells) in enumerate(zip(outcome["rows"], outcome["cells"], strict=False)):
        faults = {fault["field"]: fault["error"] for fault in outcome["errors"]}
        others = [
            f"{fault['field']}: {fault['error']}" if fault["field"] else fault["error"]
            for fault in outcome["errors"]
            if fault["field"] not in cells and n == 0
        ]
        row = {"number": number, "did": outcome["did"], "cells": cells, "faults": faults, "others": others}
        found.append({**row, "notes": outcome["notes"] if n == 0 else []})
    return found


def _columns(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Those that any row has, in the order in which they come."""
    return list(dict.fromkeys(name for row in rows for name in row["cells"]))


def _shown(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All of a small file; of a large one those with faults or notes, and the first of the others."""
    if len(rows) <= MOST_ROWS:
        return rows
    telling = [row for row in rows if row["did"] == "failed" or row["notes"]][: MOST_ROWS - SOUND_ROWS]
    sound = [row for row in rows if not (row["did"] == "failed" or row["notes"])][:SOUND_ROWS]
    return sorted([*telling, *sound], key=lambda row: row["number"])


def _kept(page: Page) -> FilePart:
    """Raises InvalidFields."""
    try:
        data = b64decode(page.form.text("kept"), validate=True)
    except (NotBase64, ValueError) as error:
        raise InvalidFields([FieldError("file", text("fields.file_again"), "invalid")]) from error
    return FilePart(page.form.text("filename"), data)


async def _typed(page: Page) -> dict[str, str]:
    """What was chosen in the form that was refused; the file has to be chosen once more."""
    if page.exchange.is_multipart:
        texts = (await parts_of(page)).texts
        return {name: texts[name][-1] for name in FIELDS if texts.get(name)}
    return {name: page.form.text(name) for name in FIELDS if name in page.form}
