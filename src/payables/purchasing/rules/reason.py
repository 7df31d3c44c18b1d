"""Why somebody does something, in their own words."""

from payables.kit.said import must_say, said


def read_reason(text: str | None, *, needed: bool) -> str | None:
    """Blanks are no reason. Raises InvalidFields."""
    return must_say("reason", text, "Say why: others will ask.") if needed else said("reason", text)
