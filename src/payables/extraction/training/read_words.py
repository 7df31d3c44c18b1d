"""`python -m payables.extraction.training.read_words FILE OUT`: the words of one document, in a confined process."""

import os
import sys
from pathlib import Path

import msgspec

from payables.extraction.errors import Unreadable
from payables.extraction.limits import Limits
from payables.extraction.process.confine import confine, die_with_parent, leave_network
from payables.extraction.read import pages_of


def main(file: Path, out: Path) -> int:
    """Exit code 1 for a document that cannot be read: nothing is written then."""
    limits = Limits()
    die_with_parent()
    leave_network()
    confine(limits)
    try:
        pages = pages_of(file.read_bytes(), file.name, limits)
    except Unreadable as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    whole = out.with_suffix(f".{os.getpid()}")
    whole.write_bytes(msgspec.msgpack.encode(pages))
    whole.replace(out)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
