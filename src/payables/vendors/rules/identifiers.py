"""Numbers that identify a vendor, in the forms they are compared in."""

from payables.kit.look_alikes import as_latin
from payables.kit.text import normal_name

# Long enough for every real name, short enough for an index entry of PostgreSQL.
LONGEST_KEY = 200


def normal_identifier(text: str) -> str:
    """A tax id or IBAN for comparison: capital ASCII letters and digits ("DE 999.900-016" is DE999900016)."""
    return "".join(character for character in text.upper() if character.isascii() and character.isalnum())


def name_key(name: str) -> str:
    """A vendor's name as it is compared, whatever alphabet its letters are taken from; empty if it has no letters or digits."""
    return as_latin(normal_name(name))[:LONGEST_KEY]
