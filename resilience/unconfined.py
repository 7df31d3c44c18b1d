"""`python -m resilience.unconfined FILE`: reads a file in a child without any limit of ours. What the control watches.

The harness's own limits hold: so much memory and time that the judge has to see it, and not so much that the machine suffers.
"""

import os
import resource
import sys
from pathlib import Path

from payables.extraction.limits import Limits
from payables.extraction.read import read

BYTES = 2 << 30
SECONDS = 26


def main() -> None:
    path = Path(sys.argv[1])
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        try:
            read(
                path.read_bytes(),
                path.name,
                Limits(
                    ocr_memory=BYTES, ocr_cpu_seconds=SECONDS, page_cpu_seconds=SECONDS, fruitless_cpu_seconds=SECONDS
                ),
            )
        finally:
            os._exit(0)
    os.waitpid(child, 0)


if __name__ == "__main__":
    main()
