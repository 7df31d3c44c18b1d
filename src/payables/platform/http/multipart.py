"""Forms with files. The edge has read the body within the route's limit; here it is taken apart."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from litestar.datastructures import UploadFile
from litestar.exceptions import HTTPException

from payables.kit.errors import FieldError, InvalidFields
from payables.platform.http.errors import InvalidMultipart, UnsupportedMediaType
from payables.platform.http.exchange import Exchange, PartSize
from payables.platform.http.request import ApiRequest

MOST_PARTS = 100

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file of a form, under the name that the client gave it."""

    filename: str
    data: bytes


@dataclass(slots=True)
class Form:
    """Parts by name, in the order they came."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, list[FilePart]] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """The one text of this name. Raises InvalidFields if it was sent twice, or as a file."""
        if name in self.files:
            raise InvalidFields([FieldError(name, "Send this part as text, without a file name.", "invalid")])
        return _one(name, self.texts.get(name, []))

    def file(self, name: str) -> FilePart | None:
        """The one file of this name. Raises InvalidFields if it was sent twice, or as text."""
        if name in self.texts:
            raise InvalidFields([FieldError(name, "Send this part as a file, with a file name.", "invalid")])
        return _one(name, self.files.get(name, []))


async def form_of(request: ApiRequest) -> Form:
    """The parts of a multipart body. Raises UnsupportedMediaType, InvalidMultipart."""
    if request.content_type[0] != "multipart/form-data":
        raise UnsupportedMediaType(expected="multipart/form-data")
    try:
        parts = list((await request.form()).multi_items())
    except HTTPException as error:
        raise InvalidMultipart(reason=error.detail.rstrip(".")) from error
    except (UnicodeError, LookupError, ValueError) as error:
        # Litestar decodes a part without a file name by the charset that the part names, whatever that is.
        raise InvalidMultipart(reason="a part is not text in its charset, and has no file name either") from error
    if len(parts) > MOST_PARTS:
        raise InvalidMultipart(reason=f"more than {MOST_PARTS} parts")
    form = await _sorted(parts)
    exchange: Exchange = request.scope["state"]["exchange"]
    exchange.parts = list(_sizes(form))
    return form


async def _sorted(parts: list[tuple[str, object]]) -> Form:
    form = Form()
    for name, part in parts:
        if isinstance(part, UploadFile):
            form.files.setdefault(name, []).append(FilePart(part.filename, await part.read()))
            await part.close()
        else:
            form.texts.setdefault(name, []).append(str(part))
    return form


def _sizes(form: Form) -> Iterator[PartSize]:
    for name, texts in form.texts.items():
        yield from (PartSize(name, None, len(text)) for text in texts)
    for name, files in form.files.items():
        yield from (PartSize(name, file.filename, len(file.data)) for file in files)


def _one(name: str, parts: list[Part]) -> Part | None:
    if len(parts) > 1:
        raise InvalidFields([FieldError(name, "Send this part once.", "repeated")])
    return parts[0] if parts else None
