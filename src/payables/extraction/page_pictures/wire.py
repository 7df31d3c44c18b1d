"""What a child that shows pages is asked, and what it writes: msgpack, one message each."""

from enum import StrEnum

import msgspec

from payables.extraction.page.said import PageWord


class Want(StrEnum):
    """What somebody wants of a file."""

    SIZES = "sizes"
    PICTURE = "picture"
    WORDS = "words"


class Asked(msgspec.Struct):
    """`page` from 1; a picture is turned by so many `quarters` to the right and `width` pixels wide."""

    want: Want
    data: bytes
    page: int = 1
    quarters: int = 0
    width: int = 0


class Found(msgspec.Struct, omit_defaults=True):
    """What was asked for, or a refusal's code and detail. Sizes are in points as the file opens. `picture_only`: the page has
    no text of its own, so its words can only come from OCR."""

    sizes: list[tuple[float, float]] | None = None
    picture: bytes | None = None
    words: list[PageWord] | None = None
    picture_only: bool = False
    code: str | None = None
    detail: str = ""


encode = msgspec.msgpack.Encoder().encode
decode_asked = msgspec.msgpack.Decoder(Asked).decode
decode_found = msgspec.msgpack.Decoder(Found).decode
