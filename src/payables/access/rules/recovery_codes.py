"""Codes on paper for whoever has lost the authenticator: each works once."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that looks like something else
COUNT = 10
LENGTH = 12  # 59 random bits; guesses are braked


def make_codes() -> list[str]:
    """Shown once, in groups of four."""
    return [_grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH))) for _ in range(COUNT)]


def plain(typed: str) -> str | None:
    """As it is stored, however it was typed; None for what cannot be one."""
    text = "".join(character for character in typed.lower() if character not in "- \t")
    return text if len(text) == LENGTH and set(text) <= set(ALPHABET) else None


def _grouped(text: str) -> str:
    return "-".join(text[start : start + 4] for start in range(0, LENGTH, 4))
