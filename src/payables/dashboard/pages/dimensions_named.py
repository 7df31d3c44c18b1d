"""Which dimension somebody means: by its id in the ERP, its code or its name."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from payables.dashboard.pages.lists import every
from payables.dashboard.texts import text
from payables.dashboard.web.page import Page
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Permission
from payables.platform.http.parameters import LONGEST_SEARCH

PATH = "/v1/dimensions"
OFFERED = 8
LOOKED_AT = 300  # of those that have the words; a code of a few digits stands in many others
MOST_WORDS = 50  # of a form, different ones; the rest is sent as it was typed


async def dimensions_named(page: Page, company_id: int, typed: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Ids in the ERP by the names of fields. `typed`: of each field its name, the type in capitals, and the words in it, which are
    looked up once. None for whoever may not see dimensions. Raises InvalidFields, each fault under the name of its field."""
    if not page.may(Permission.DIMENSIONS_READ):
        return {}
    ids, faults = dict[str, str](), list[FieldError]()
    known: dict[tuple[str, str], str | FieldError] = {}
    for name, type_, words in typed:
        if (type_, words) not in known:
            if len(known) == MOST_WORDS:
                continue
            known[type_, words] = await _meant(page, company_id, type_, words)
        meant = known[type_, words]
        if isinstance(meant, FieldError):
            faults.append(replace(meant, field=name))
        else:
            ids[name] = meant
    if faults:
        raise InvalidFields(faults)
    return ids


async def _meant(page: Page, company_id: int, type_: str, words: str) -> str | FieldError:
    try:
        return await dimension_named(page, company_id, type_, words, "")
    except InvalidFields as refused:
        return refused.fields[0]


async def dimension_named(page: Page, company_id: int, type_: str, typed: str, field: str) -> str:
    """The id in the ERP of the one whose id or code this is; else of the only one of this name; else of the only one that has the
    words in its name. What stands in more than are looked at is taken for an id. Raises InvalidFields, at `field`, with those that
    may be meant."""
    asked = {"ottimate_company_id": company_id, "ottimate_type": type_.lower(), "search": typed[:LONGEST_SEARCH]}
    found = await every(page, PATH, "dimensions", LOOKED_AT, **asked)
    wanted = typed.casefold()
    ways = (
        [one for one in found if one["erp_dimension_id"] == typed],
        [one for one in found if one["code"] == typed],
        [one for one in found if wanted in (one["erp_dimension_id"].casefold(), one["code"].casefold())],
        [one for one in found if _called(one).casefold() == wanted or one["name"].casefold() == wanted],
        [one for one in found if all(word in one["name"].casefold() for word in wanted.split())],
    )
    for meant in ways:
        if len(meant) == 1:
            return meant[0]["erp_dimension_id"]
    if len(found) >= LOOKED_AT:
        return typed
    raise InvalidFields([FieldError(field, _which(typed, found), "unknown_dimension")])


def _which(typed: str, found: Sequence[dict[str, Any]]) -> str:
    if not found:
        return text("fields.no_dimension", typed=typed)
    some = ", ".join(_called(one) for one in found[:OFFERED])
    return text("fields.several_dimensions", typed=typed, some=some + (" …" if len(found) > OFFERED else ""))


def _called(one: dict[str, Any]) -> str:
    return f"{one['code']} {one['name']}"
