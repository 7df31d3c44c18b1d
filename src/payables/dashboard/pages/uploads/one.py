"""One upload: its pages, what became of it, and what may be done with it."""

from typing import Any

from payables.dashboard.pages.document import document_of_upload
from payables.dashboard.pages.lists import every
from payables.dashboard.pages.uploads.listed import show_uploads
from payables.dashboard.pages.uploads.outcomes import UNFINISHED
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply, handed_on
from payables.dashboard.web.routing import action, page
from payables.platform.caller import Feature, Permission

BEGINS = "begins"


@page("/uploads/{id:str}", needs=Permission.INVOICES_READ)
async def show_upload(page: Page, id: str) -> Reply:
    """`preview_url` of the API leads here."""
    upload = await page.get(f"/v1/invoices/uploads/{id}")
    document = await document_of_upload(page, upload["id"])
    return page.show(
        "uploads/one.html",
        upload=upload,
        document=document,
        invoices=await _invoices(page, upload),
        parts=_parts(upload, len(document.pages)),
        suggested=_begins(upload["suggestion"]["parts"]) if upload["suggestion"] else None,
        unfinished=upload["status"] in UNFINISHED,
        may_send=page.may(Permission.INVOICES_UPLOAD, Feature.INSTANT_CAPTURE),
        may_arrange=page.may(Permission.INVOICES_EDIT, Feature.INSTANT_CAPTURE),
    )


@action("/uploads/{id:str}/split", again=show_upload)
async def split(page: Page, id: str) -> Reply:
    """By the pages on which a document begins."""
    pages = (await page.get(f"/v1/invoices/uploads/{id}"))["no_of_pages"]
    counted = len((await document_of_upload(page, id)).pages) or pages
    await page.post(
        f"/v1/invoices/uploads/{id}/split", {"parts": parts_of(page.form.numbers(BEGINS, counted), counted)}
    )
    return page.go(f"/uploads/{id}", said="upload_split")


@action("/uploads/{id:str}/undo", again=show_upload)
async def undo(page: Page, id: str) -> Reply:
    """The last arrangement, or one document that had joined another's invoice."""
    numbers = page.form.numbers("page")
    body: dict[str, Any] = {"pages": numbers} if numbers else {}
    if not numbers and (arrangement := page.form.number("arrangement")):
        body = {"arrangement": arrangement}
    await page.post(f"/v1/invoices/uploads/{id}/undo", body or None)
    return page.go(f"/uploads/{id}", said="upload_undone")


@action("/uploads/{id:str}/retry", again=show_upload)
async def retry(page: Page, id: str) -> Reply:
    """Of a file that failed."""
    await page.post(f"/v1/invoices/uploads/{id}/retry")
    return page.go(f"/uploads/{id}", said="upload_retried")


@action("/uploads/{id:str}/delete", again=show_upload)
async def delete(page: Page, id: str) -> Reply:
    """Out of the lists; the same file may be sent again."""
    await page.delete(f"/v1/invoices/uploads/{id}")
    return page.go("/uploads", said="upload_deleted", of=id)


@action("/uploads/{id:str}/restore", again=show_uploads)
async def restore(page: Page, id: str) -> Reply:
    """It was deleted a moment ago, and comes back with its invoices."""
    await page.post(f"/v1/invoices/uploads/{id}/restore")
    return page.go(f"/uploads/{id}", said="upload_restored")


@page("/uploads/{id:str}/file", needs=Permission.INVOICES_READ)
async def get_upload_file(page: Page, id: str) -> Reply:
    """As it was delivered, to be kept: never opened inside a page of ours."""
    called = await page.ask(f"/v1/invoices/uploads/{id}/file")
    return Reply(200, handed_on(called.headers), called.content)


def parts_of(begins: list[int], pages: int) -> list[list[int]]:
    """Pages of each document; the first begins on page 1."""
    starts = sorted({1, *(number for number in begins if 1 < number <= pages)})
    return [list(range(start, end)) for start, end in zip(starts, [*starts[1:], pages + 1], strict=True)]


def _parts(upload: dict[str, Any], pages: int) -> list[dict[str, Any]]:
    """Its documents; of a file that is one, that one."""
    whole = {"pages": list(range(1, pages + 1)), "invoice_ids": upload["invoice_ids"], "joined": False}
    return upload["parts"] or [whole]


def _begins(parts: list[list[int]]) -> list[int]:
    return [part[0] for part in parts if part]


async def _invoices(page: Page, upload: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Those that came of it, by their ids, with what people know them by."""
    if not upload["invoice_ids"]:
        return {}
    found = await every(page, "/v1/invoices", reference_id=upload["id"])
    return {one["id"]: one for one in found}
