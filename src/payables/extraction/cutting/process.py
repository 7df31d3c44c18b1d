"""The parent of the processes that cut."""

import sys

from payables.extraction.arrangement import from_bytes
from payables.extraction.cutting.cut import cut
from payables.extraction.cutting.wire import Cut, encode
from payables.extraction.limits import Limits
from payables.extraction.process.one_answer import OneAnswer
from payables.extraction.process.zygote import main


def _cut(sent: bytes, limits: Limits) -> bytes:
    """`sent` is an arrangement of one file and one part."""
    asked = from_bytes(sent)
    return encode(Cut(cut(asked.files[0].data, asked.parts[0], limits)))


def _refused(code: str, detail: str) -> bytes:
    return encode(Cut(code=code, detail=detail))


class CuttingZygote(OneAnswer):
    """A server of the API has one, and most hours nobody needs it."""

    answer = staticmethod(_cut)
    refused = staticmethod(_refused)


if __name__ == "__main__":
    main(int(sys.argv[1]), CuttingZygote)
