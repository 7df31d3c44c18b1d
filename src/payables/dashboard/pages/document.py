"""The document pane: pictures of the pages of an invoice or an upload, with boxes and words, as the browser asks for them."""

import re
from dataclasses import dataclass, replace
from typing import Any

from payables.dashboard.texts import catalogue, text
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Refused, Reply, handed_on
from payables.dashboard.web.routing import page
from payables.extraction.rendering.style import POLICY
from payables.platform.caller import Permission

WIDTHS = (400, 800, 1200, 1800)
FRAMED = [(b"content-security-policy", POLICY.encode()), (b"x-frame-options", b"SAMEORIGIN")]
_PLACE = re.compile(r"(items|allowances|charges|taxes)\[(\d+)\]\.(\w+)")


@dataclass(frozen=True, slots=True)
class Document:
    """`path` is where the pictures are, below the page of the invoice or upload; `pages` and `unshown` are the API's, `trouble`
    why it could not say. `rendering`: where an e-invoice is shown as text; `words`: whether there is a form that they go into."""

    path: str
    pages: list[dict[str, Any]]
    unshown: list[dict[str, Any]]
    trouble: str | None = None
    rendering: str | None = None
    words: bool = False

    def sources(self, shown: dict[str, Any]) -> list[tuple[int, str]]:
        """Width and address of each picture of a page."""
        address = f"{self.path}/{shown['number']}?v={shown['tag']}"
        return [(width, f"{address}&width={width}") for width in WIDTHS]

    @staticmethod
    def label_of(name: str) -> str:
        """What people call a value that was read: `total_amount`, or `items[2].price` for a line's price."""
        if place := _PLACE.fullmatch(name):
            group, number, part = place.groups()
            return text(f"document.within.{group}", number=int(number) + 1, value=_value(part))
        return _value(name)


async def document_of_invoice(page: Page, id: str) -> Document:
    """Of an invoice that the person sees."""
    found = await _document(page, f"/v1/invoices/{id}/pages", f"/invoices/{id}/document")
    in_xml = any(file["code"] == "no_pages" for file in found.unshown)
    return replace(found, words=True, rendering=f"/invoices/{id}/rendering" if in_xml else None)


async def document_of_upload(page: Page, id: str) -> Document:
    """Of an upload that the person sees."""
    return await _document(page, f"/v1/invoices/uploads/{id}/pages", f"/uploads/{id}/document")


@page("/invoices/{id:str}/document/{number:str}", needs=Permission.INVOICES_READ)
async def show_page_of_invoice(page: Page, id: str, number: str) -> Reply:
    """A picture."""
    return await _picture(page, f"/v1/invoices/{id}/pages/{number}")


@page("/invoices/{id:str}/document/{number:str}/words", needs=Permission.INVOICES_READ)
async def show_words_of_invoice(page: Page, id: str, number: str) -> Reply:
    """JSON, for the script that lets people choose a word."""
    return await _words(page, f"/v1/invoices/{id}/pages/{number}/words")


@page("/uploads/{id:str}/document/{number:str}", needs=Permission.INVOICES_READ)
async def show_page_of_upload(page: Page, id: str, number: str) -> Reply:
    """A picture."""
    return await _picture(page, f"/v1/invoices/uploads/{id}/pages/{number}")


@page("/uploads/{id:str}/document/{number:str}/words", needs=Permission.INVOICES_READ)
async def show_words_of_upload(page: Page, id: str, number: str) -> Reply:
    """JSON."""
    return await _words(page, f"/v1/invoices/uploads/{id}/pages/{number}/words")


@page("/invoices/{id:str}/rendering", needs=Permission.INVOICES_READ)
async def show_rendering(page: Page, id: str) -> Reply:
    """An e-invoice as text, in a frame of the invoice's page: under a policy that allows it nothing but its own style."""
    called = await page.ask(f"/v1/invoices/{id}/rendering")
    return Reply(200, [(b"content-type", b"text/html; charset=utf-8"), *FRAMED], called.content)


async def _document(page: Page, asked: str, path: str) -> Document:
    """A page of the dashboard is there without its pictures too."""
    try:
        found = await page.get(asked)
    except Refused as refused:
        return Document(path, [], [], refused.sentence)
    return Document(path, found["pages"], found["unshown"])


async def _picture(page: Page, asked: str) -> Reply:
    called = await page.ask(asked, {"width": page.query.get("width"), "v": page.query.get("v")})
    headers = handed_on(called.headers)
    if page.exchange.header(b"if-none-match") == called.etag:
        return Reply(304, headers)
    return Reply(200, headers, called.content)


async def _words(page: Page, asked: str) -> Reply:
    called = await page.ask(asked)
    return Reply(200, [(b"content-type", b"application/json")], called.content)


def _value(name: str) -> str:
    known = f"document.value.{name}" in catalogue()
    return text(f"document.value.{name}") if known else name.replace("_", " ")
