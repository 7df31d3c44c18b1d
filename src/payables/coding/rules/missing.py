"""Which required dimensions are not there."""

from collections.abc import Mapping, Sequence

from payables.coding.model import Missing, Settings


def missing_of(settings: Settings, header: Mapping[str, str], lines: Sequence[Mapping[str, str]]) -> list[Missing]:
    """One per type of the header, and one per type of the lines that says which."""
    found = [Missing(type_) for type_ in settings.required_header if type_ not in header]
    for type_ in settings.required_lines:
        if uncoded := tuple(n for n, line in enumerate(lines) if type_ not in line):
            found.append(Missing(type_, uncoded))
    return found
