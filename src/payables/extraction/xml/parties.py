"""One address line out of the parts a party gives."""


def address(*parts: str | None) -> str | None:
    """The parts that are there, in order, divided by commas."""
    return ", ".join(p for p in parts if p) or None
