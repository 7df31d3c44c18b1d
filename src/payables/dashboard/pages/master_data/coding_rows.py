"""Rows of categories and dimensions in forms of rules: what is typed into them, and what the API takes of them."""

import re
from collections.abc import Mapping
from typing import Any

from payables.dashboard.pages.dimensions_named import coded_by_ids, offered_while_typing
from payables.dashboard.pages.master_data.dimensions import TYPES
from payables.dashboard.texts import text
from payables.dashboard.web.page import Page
from payables.kit.errors import FieldError, InvalidFields

BLANK = 2

Row = dict[str, str]


def typed_rows(page: Page, prefix: str = "") -> list[Row]:
    """In their order: `{prefix}coding[0].type` and `.value`. Empty ones are left out."""
    name = re.compile(rf"{re.escape(prefix)}coding\[([0-9]{{1,2}})\]\.(type|value)")
    rows: dict[int, Row] = {}
    for key in page.form.values:
        if found := name.fullmatch(key):
            rows.setdefault(int(found[1]), {"type": "", "value": ""})[found[2]] = page.form.text(key)
    return [row for _, row in sorted(rows.items()) if row["value"]]


async def sent_rows(page: Page, company_id: int, prefixes: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """As the API takes them, by what it calls them; `prefixes`: of what it calls them those in the form. Words are read as they are
    everywhere, each once. Raises InvalidFields for words that mean none, and where a category stands in two rows."""
    rows = {path: _by_type(page, prefix, path) for path, prefix in prefixes.items()}
    coded = {path: {t: words for t, words in row.items() if t.lower() in TYPES} for path, row in rows.items()}
    named = await coded_by_ids(page, company_id, coded)
    return {path: row | named[path] for path, row in rows.items()}


def _by_type(page: Page, prefix: str, path: str) -> dict[str, str]:
    """A row without a category goes as what it is, so that the API refuses it by name. Of two of one category one would be lost:
    raises InvalidFields."""
    rows = [(row["type"].upper() or "?", row["value"]) for row in typed_rows(page, prefix)]
    types = [type_ for type_, _ in rows]
    if twice := sorted({type_ for type_ in types if types.count(type_) > 1}):
        raise InvalidFields(
            [FieldError(f"{path}.{type_}", text("fields.coded_twice"), "coded_twice") for type_ in twice]
        )
    return dict(rows)


def stored_rows(dimensions: Mapping[str, Mapping[str, Any]]) -> list[Row]:
    """Of what the API answers."""
    return [{"type": type_.lower(), "value": one["erp_dimension_id"]} for type_, one in dimensions.items()]


def with_blank_rows(rows: list[Row]) -> list[Row]:
    return [*rows, *({"type": "account" if not rows and n == 0 else "", "value": ""} for n in range(BLANK))]


async def offered(page: Page, company_id: int | None) -> list[tuple[str, str]]:
    """Ids of dimensions with their category and name, to be completed while typing; any other can be typed."""
    found = await offered_while_typing(page, company_id)
    order = {type_: place for place, type_ in enumerate(TYPES)}
    found.sort(key=lambda one: (order.get(one["ottimate_type"], len(order)), one["code"]))
    return [(one["erp_dimension_id"], f"{one['ottimate_type'].upper()} {one['code']} {one['name']}") for one in found]
