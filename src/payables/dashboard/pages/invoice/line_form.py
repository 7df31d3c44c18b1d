"""The lines of an invoice as a plain form, some at a time: for whoever has no scripts, or a small screen."""

from dataclasses import replace

from payables.dashboard.pages.invoice.lines import ShownLine, new_line, shown_lines
from payables.dashboard.pages.invoice.reads import coded_types, columns_for, types_of
from payables.dashboard.pages.invoice.save import save
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Permission

PER_PAGE = 20
EMPTY = 3  # rows for new lines


@page("/invoices/{id:str}/lines", needs=Permission.INVOICES_EDIT)
async def show_line_form(page: Page, id: str) -> Reply:
    """`?from=21`: beginning with this line."""
    answer = await page.ask(f"/v1/invoices/{id}")
    invoice = answer.data
    company = invoice["ottimate_company_id"]
    columns = await columns_for(page, company, coded_types(await types_of(page, company), invoice))
    lines = shown_lines(invoice, columns, page.form, page.locale)
    stored, new = [line for line in lines if not line.is_new], [line for line in lines if line.is_new]
    start = min(max((page.number("from") or 1) - 1, 0), max(len(stored) - 1, 0))
    return page.show(
        "invoice/line_form.html",
        invoice=invoice,
        etag=answer.etag,
        columns=columns,
        lines=stored[start : start + PER_PAGE],
        new_lines=_with_empty(new, [new_line(f"new{n}", columns) for n in range(1, EMPTY + 1)]),
        first=start + 1,
        last=min(start + PER_PAGE, len(stored)),
        count=len(stored),
        per_page=PER_PAGE,
    )


@action("/invoices/{id:str}/lines/save", again=show_line_form)
async def save_line_form(page: Page, id: str) -> Reply:
    """The same lines again."""
    saved = await save(page, id)
    done = {"said": "saved", "of": id} if saved else {}
    return page.go(f"/invoices/{id}/lines", **page.kept, **done)


def _with_empty(new: list[ShownLine], empty: list[ShownLine]) -> list[ShownLine]:
    """What was typed into new lines stays where it was."""
    typed = {line.key: line for line in new}
    rows = [typed.get(line.key, line) for line in empty]
    return [replace(line, number=number) for number, line in enumerate(rows, 1)]
