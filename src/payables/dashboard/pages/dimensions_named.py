"""Which dimension somebody means: by its id in the ERP, its code or its name."""

from collections.abc import Iterable, Mapping, Sequence
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
OFFERED_WHILE_TYPING = 300
LOOKED_AT = 300  # of those that have the words; a code of a few digits stands in many others
MOST_WORDS = 50  # of a form, different ones; the rest is sent as it was typed


async def offered_while_typing(page: Page, company_id: int | None) -> list[dict[str, Any]]:
    """Dimensions that a field of a form is completed with; any other can be typed."""
    return await every(page, PATH, "dimensions", OFFERED_WHILE_TYPING, ottimate_company_id=company_id)


async def called_by_ids(page: Page, ids: Sequence[str]) -> dict[str, str]:
    """How those of them are called that the person may see, so many as a page shows."""
    if not ids:
        return {}
    found = await page.find(PATH, {"dimension_ids": ",".join(ids), "limit": len(ids)})
    return {one["id"]: _called(one) for one in found["dimensions"]} if found else {}


async def coded_by_ids(
    page: Page, company_id: int, coded: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """The same with ids in the ERP in place of words. `coded`: by the name that the API has for the dimensions of one thing, the
    words by type in capitals. Raises InvalidFields."""
    typed = [(f"{path}.{type_}", type_, words) for path, row in coded.items() for type_, words in row.items()]
    ids = await dimensions_named(page, company_id, typed)
    return {path: {type_: ids.get(f"{path}.{type_}", row[type_]) for type_ in row} for path, row in coded.items()}


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
    """The id in the ERP of the one that is meant. What stands in more than are looked at is taken for an id. Raises
    InvalidFields."""
    meant = await dimension_meant(page, company_id, type_, typed, field)
    return meant["erp_dimension_id"] if meant else typed


async def dimension_meant(
    page: Page, company_id: int | None, type_: str | None, typed: str, field: str
) -> dict[str, Any] | None:
    """The one whose id in the ERP or code this is; else the only one of this name; else the only one that has the words in its
    name. None for words that stand in more than are looked at. `type_` in capitals, None for any. Raises InvalidFields, at
    `field`, with those that may be meant."""
    asked = {
        "ottimate_company_id": company_id,
        "ottimate_type": type_ and type_.lower(),
        "search": typed[:LONGEST_SEARCH],
    }
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
            return meant[0]
    if len(found) >= LOOKED_AT:
        return None
    raise InvalidFields([FieldError(field, _which(typed, found), "unknown_dimension")])


def _which(typed: str, found: Sequence[dict[str, Any]]) -> str:
    if not found:
        return text("fields.no_dimension", typed=typed)
    some = ", ".join(_called(one) for one in found[:OFFERED])
    return text("fields.several_dimensions", typed=typed, some=some + (" …" if len(found) > OFFERED else ""))


def _called(one: dict[str, Any]) -> str:
    return f"{one['code']} {one['name']}"
