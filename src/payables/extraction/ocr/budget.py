"""OCR needs more memory and time than parsing: the soft limits are lifted once it begins, up to the hard ones."""

import resource

from payables.extraction.limits import Limits


def lift(limits: Limits) -> None:
    """No effect in a process without limits."""
    _raise(resource.RLIMIT_AS, limits.ocr_memory)
    _raise(resource.RLIMIT_CPU, limits.ocr_cpu_seconds)


def _raise(kind: int, wanted: int) -> None:
    soft, hard = resource.getrlimit(kind)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    resource.setrlimit(kind, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
