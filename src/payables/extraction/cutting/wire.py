"""What a child that cuts writes: msgpack, one message."""

import msgspec


class Cut(msgspec.Struct):
    """The pages as a file, or a refusal's code and detail."""

    data: bytes | None = None
    code: str | None = None
    detail: str = ""


encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder(Cut).decode
