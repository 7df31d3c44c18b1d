"""Pages of text earn time: two hundred dense ones cost more than a file may that shows nothing (docs/decisions/0011)."""

import math
import resource

from payables.extraction.limits import Limits


def earn_time(pages: int, limits: Limits) -> None:
    """Lifts the soft limit on CPU time for that many pages on which text was found; never beyond what the most pages of one
    document may earn, and never above the hard limit. No effect in a process without limits."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if soft == resource.RLIM_INFINITY:
        return
    most = limits.cpu_seconds + math.floor(limits.pages * limits.text_page_cpu_seconds)
    wanted = min(soft + math.floor(pages * limits.text_page_cpu_seconds), most)
    if wanted > soft:
        resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
