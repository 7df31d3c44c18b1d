"""What strangers type and send, as it may be looked up and stored."""

LONGEST_EMAIL = 320
LONGEST_AGENT = 300


def email_of(typed: str) -> str | None:
    """An address as it is looked up; None for what cannot be one."""
    text = typed.strip()
    return text.lower() if 3 <= len(text) <= LONGEST_EMAIL and text.isprintable() and "@" in text else None


def agent_of(header: str | None) -> str:
    """What a browser says of itself, on one line."""
    return "".join(character for character in (header or "") if character.isprintable())[:LONGEST_AGENT]
