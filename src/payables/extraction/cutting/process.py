"""The parent of the processes that cut: one child per file, as in reading; gone when nobody has asked for a while."""

import os
import sys
from pathlib import Path

from payables.extraction.arrangement import from_bytes
from payables.extraction.cutting.cut import cut
from payables.extraction.cutting.wire import Cut, encode
from payables.extraction.errors import Unreadable
from payables.extraction.limits import Limits
from payables.extraction.process.child import bytes_of, write
from payables.extraction.process.confine import confine, die_with_parent, drop_root
from payables.extraction.process.wire import Request
from payables.extraction.process.zygote import Zygote, main


class CuttingZygote(Zygote):
    """A server of the API has one, and most hours nobody needs it."""

    idle_seconds = 60.0

    def work(self, source: int, target: int, request: Request) -> None:
        status = 1
        try:
            os.setsid()
            drop_root((Path(__file__).parent, Path(sys.prefix), Path(sys.base_prefix)))
            die_with_parent()
            confine(request.limits)
            write(target, encode(_outcome(bytes_of(source), request.limits)), request.limits)
            status = 0
        finally:
            os._exit(status)


def _outcome(sent: bytes, limits: Limits) -> Cut:
    """`sent` is an arrangement of one file and one part."""
    try:
        asked = from_bytes(sent)
        return Cut(cut(asked.files[0].data, asked.parts[0], limits))
    except Unreadable as refusal:
        return Cut(code=refusal.code, detail=refusal.detail)
    except MemoryError:
        return Cut(code="too_large_when_unpacked", detail="memory limit")
    except Exception as error:
        return Cut(code="crashed", detail=type(error).__name__)


if __name__ == "__main__":
    main(int(sys.argv[1]), CuttingZygote)
