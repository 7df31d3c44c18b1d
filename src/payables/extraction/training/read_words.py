"""`python -m payables.extraction.training.read_words FILE`: the words of one document to standard output (msgpack), read in a
confined process, which opens no file any more."""

import sys
from pathlib import Path

import msgspec

from payables.extraction.errors import Unreadable
from payables.extraction.limits import Limits
from payables.extraction.process.confine import confine, die_with_parent, leave_network
from payables.extraction.read import pages_of


def main(file: Path) -> int:
    """Exit code 1 for a document that cannot be read: nothing is written then."""
    limits, data = Limits(), file.read_bytes()
    die_with_parent()
    leave_network()
    confine(limits)
    try:
        pages = pages_of(data, file.name, limits)
    except Unreadable as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    sys.stdout.buffer.write(msgspec.msgpack.encode(pages))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
