"""Codes that are typed as words: into the fields of an invoice, the cells of its lines, and the fields that code many lines."""

from collections.abc import Iterator, Sequence

from payables.dashboard.pages.dimensions_named import dimension_named
from payables.dashboard.pages.invoice import fields, lines
from payables.dashboard.pages.invoice.line_changes import CODE, NONE
from payables.dashboard.pages.invoice.merged import MINE, is_touched
from payables.dashboard.web.forms import Form
from payables.dashboard.web.page import Page
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Permission

MOST_WORDS = 50  # different ones; the rest is sent as it was typed


async def with_codes(page: Page, company_id: int, types: Sequence[str]) -> Form:
    """The form with ids in the ERP for the words of dimensions. Raises InvalidFields, each fault under the name of its field."""
    if not page.may(Permission.DIMENSIONS_READ):
        return page.form
    ids: dict[tuple[str, str], str] = {}
    values, faults = dict(page.form.values), list[FieldError]()
    for name, type_ in _coded(page.form, types):
        typed = page.form.text(name)
        if (type_, typed) not in ids and len(ids) == MOST_WORDS:
            break
        try:
            if (type_, typed) not in ids:
                ids[type_, typed] = await dimension_named(page, company_id, type_, typed, name)
            values[name] = [ids[type_, typed]]
        except InvalidFields as refused:
            faults += refused.fields
    if faults:
        raise InvalidFields(faults)
    return Form(values)


def _coded(form: Form, types: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Fields into which the code of a dimension was typed, each with its type in capitals."""
    for name in form.values:
        field = name.removeprefix(MINE)
        type_ = _type_of(field)
        is_typed = form.text(name) not in ("", NONE) and "\0" not in form.text(name)
        if type_ in types and is_typed and (field.startswith(CODE) or is_touched(form, field)):
            yield name, type_


def _type_of(field: str) -> str:
    for prefix in (CODE, fields.CODED):
        if field.startswith(prefix):
            return field.removeprefix(prefix)
    return field.partition(f".{lines.CODED}")[2] if field.startswith(lines.LINE) else ""
