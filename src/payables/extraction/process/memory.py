"""Documents on their way to a child: behind a descriptor, and in no folder."""

import os


def in_memory(data: bytes) -> int:
    """A descriptor of an unnamed file with these bytes."""
    document = os.memfd_create("document", os.MFD_CLOEXEC)
    while data:
        data = data[os.write(document, data) :]
    return document
