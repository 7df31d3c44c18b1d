"""Codes that are typed as words: into the fields of an invoice, the cells of its lines, and the fields that code many lines."""

from collections.abc import Iterator, Sequence

from payables.dashboard.pages.dimensions_named import dimensions_named
from payables.dashboard.pages.invoice import fields, lines
from payables.dashboard.pages.invoice.line_changes import CODE, NONE
from payables.dashboard.pages.invoice.merged import MINE, is_touched
from payables.dashboard.web.forms import Form
from payables.dashboard.web.page import Page


async def with_codes(page: Page, company_id: int, types: Sequence[str]) -> Form:
    """The form with ids in the ERP for the words of dimensions. Raises InvalidFields, each fault under the name of its field."""
    named = await dimensions_named(page, company_id, _coded(page.form, types))
    return Form({**page.form.values, **{name: [id] for name, id in named.items()}})


def _coded(form: Form, types: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Fields into which the code of a dimension was typed, each with its type in capitals and what it says."""
    for name in form.values:
        field = name.removeprefix(MINE)
        type_ = _type_of(field)
        is_typed = form.text(name) not in ("", NONE) and "\0" not in form.text(name)
        if type_ in types and is_typed and (field.startswith(CODE) or is_touched(form, field)):
            yield name, type_, form.text(name)


def _type_of(field: str) -> str:
    for prefix in (CODE, fields.CODED):
        if field.startswith(prefix):
            return field.removeprefix(prefix)
    return field.partition(f".{lines.CODED}")[2] if field.startswith(lines.LINE) else ""
