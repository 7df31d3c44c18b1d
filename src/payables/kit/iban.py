"""Account numbers of ISO 13616."""

from stdnum import iban


def is_iban(number: str) -> bool:
    """Whether the form of its country and the check digits of a number are right (capital letters and figures, no blanks);
    banks are not looked up."""
    return number.isascii() and iban.is_valid(number, check_country=False)


def length_of_iban(number: str) -> int | None:
    """How long an IBAN of the country is whose letters the number begins with; None for a country that has none."""
    return _LENGTHS.get(number[:2])


# The registry's, of every country that has them (SWIFT IBAN registry).
_LENGTHS = {
    country: int(length)
    for length, countries in {
        "15": "NO", "16": "BE", "18": "DK FI FO GL NL FK SD", "19": "MK SI", "20": "AT BA EE KZ LT LU XK MN",
        "21": "CH HR LI LV", "22": "BG BH CR DE GB GE IE ME RS VA", "23": "AE GI IL IQ OM TL SO",
        "24": "AD CZ ES MD PK RO SA SE SK TN VG", "25": "LY PT ST", "26": "IS TR", "27": "BI FR DJ GR IT MC MR SM",
        "28": "AL AZ BY CY DO GT HN HU LB NI PL SV", "29": "BR EG PS QA UA", "30": "JO KW MU YE", "31": "MT SC", "32": "LC",
        "33": "RU",
    }.items()
    for country in countries.split()
}  # fmt: skip
