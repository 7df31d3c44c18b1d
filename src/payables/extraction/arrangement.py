"""How people want pages to be read: several files as one, and which pages are one document."""

import msgspec


class ArrangedFile(msgspec.Struct):
    """A file and the name that it came under."""

    filename: str
    data: bytes


class Arrangement(msgspec.Struct):
    """The files' pages are counted through, from 1; `parts` are the pages of each document, and without any the pages decide.

    Between the reader's processes it goes as the document itself (msgpack): it is as untrusted as the files in it.
    """

    files: list[ArrangedFile]
    parts: list[list[int]] = []


to_bytes = msgspec.msgpack.Encoder().encode
from_bytes = msgspec.msgpack.Decoder(Arrangement).decode
