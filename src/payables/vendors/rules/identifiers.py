"""Numbers that identify a vendor, in the forms they are compared in."""

import phonenumbers
from stdnum import iban

from payables.kit.text import normal_name

# Long enough for every real name, short enough for an index entry of PostgreSQL.
LONGEST_KEY = 200


def normal_identifier(text: str) -> str:
    """A tax id or IBAN for comparison: capital ASCII letters and digits ("DE 999.900-016" is DE999900016)."""
    return "".join(character for character in text.upper() if character.isascii() and character.isalnum())


def is_iban(number: str) -> bool:
    """Whether check digits and length of a number in normal form are right; banks are not looked up."""
    return iban.is_valid(number, check_country=False)


def name_key(name: str) -> str:
    """A vendor's name as it is compared; empty if it has no letters or digits."""
    return normal_name(name)[:LONGEST_KEY]


def e164(phone: str | None) -> str | None:
    """A phone number with its country ("+1 614-555-0101", "0049 40 66969110") as +16145550101; None for any other text.

    Only a key for comparison: the guide's own example is no number that exists, so nothing is refused.
    """
    text = (phone or "").strip()
    if text.startswith("00"):
        text = f"+{text[2:]}"
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
