"""Pairs of which a person would say: that is the same invoice. One function per kind; a document in, its twin out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from payables.duplicates.model import Compared, VendorSign
from payables.kit.text import normal_name
from samples.twins.document import again, numbered, tail

Twin = Callable[[Random, Compared], tuple[Compared, Compared]]


def entered_twice(random: Random, first: Compared) -> tuple[Compared, Compared]:
    return first, again(random, first)


def for_another_location(random: Random, first: Compared) -> tuple[Compared, Compared]:
    return first, again(random, first, location_id=first.location_id + 1)


def vendor_entered_twice(random: Random, first: Compared) -> tuple[Compared, Compared]:
    shown = random.choice([f"{first.vendor.shown} Ltd", str(first.vendor.shown).upper(), str(first.vendor.shown)[:18]])
    sign = VendorSign(900, normal_name(shown), random.choice([first.vendor.tax_id, None]), shown)
    return first, again(random, first, vendor=sign)


def replaced_with_another_total(random: Random, first: Compared) -> tuple[Compared, Compared]:
    assert first.total is not None
    return first, again(random, first, total=first.total + random.randint(1, 400))


def number_used_again(random: Random, first: Compared) -> tuple[Compared, Compared]:
    """The product flags it and says that it is probably another invoice."""
    assert first.total is not None and first.date is not None
    later = first.date + timedelta(random.randint(32, 300))
    return first, again(random, first, total=first.total + random.randint(1, 400), date=later)


def other_punctuation(random: Random, first: Compared) -> tuple[Compared, Compared]:
    number = str(first.number)
    at = random.randrange(1, len(number))
    return first, again(random, first, number=(number[:at] + random.choice(" -/.") + number[at:]).lower())


def leading_zeros(random: Random, first: Compared) -> tuple[Compared, Compared]:
    """In front of all, or in front of the running number."""
    head, digits = tail(str(first.number))
    padded = f"{head}{'0' * random.randint(1, 3)}{digits}"
    return first, again(random, first, number=padded)


def word_in_front(random: Random, first: Compared) -> tuple[Compared, Compared]:
    first = replace(first, number=numbered(random, "26-38412"))
    return first, again(
        random, first, number=random.choice(["INV-", "RE ", "Invoice ", "Nr. ", "FACT-"]) + str(first.number)
    )


def letter_for_digit(digit: str, letters: str) -> Twin:
    """As OCR and tired eyes read it."""

    def twin(random: Random, first: Compared) -> tuple[Compared, Compared]:
        head, digits = tail(numbered(random, str(first.number)))
        at = random.randrange(1, len(digits))
        first = replace(first, number=head + digits[:at] + digit + digits[at + 1 :])
        read = head + digits[:at] + random.choice(letters) + digits[at + 1 :]
        return first, again(random, first, number=read)

    return twin


def digits_swapped(random: Random, first: Compared) -> tuple[Compared, Compared]:
    head, digits = tail(_long(random, first))
    places = [n for n in range(len(digits) - 1) if digits[n] != digits[n + 1] and digits[n + 1] != "0"]
    if not places:
        return digits_swapped(random, first)
    at = random.choice(places)
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    first = replace(first, number=head + digits)
    return first, again(random, first, number=head + swapped)


def digit_dropped(random: Random, first: Compared) -> tuple[Compared, Compared]:
    head, digits = tail(_long(random, first))
    at = random.randrange(1, len(digits))
    first = replace(first, number=head + digits)
    return first, again(random, first, number=head + digits[:at] + digits[at + 1 :])


def digit_doubled(random: Random, first: Compared) -> tuple[Compared, Compared]:
    head, digits = tail(_long(random, first))
    at = random.randrange(len(digits))
    first = replace(first, number=head + digits)
    return first, again(random, first, number=head + digits[: at + 1] + digits[at:])


def without_tax(random: Random, first: Compared) -> tuple[Compared, Compared]:
    """Entered once with the net amount, and the number in another spelling."""
    assert first.total is not None
    tax = (first.total * Decimal("0.19")).quantize(Decimal("0.01"))
    first = replace(first, total=first.total + tax, tax=tax)
    first, second = leading_zeros(random, first)
    assert first.total is not None
    return first, replace(second, total=first.total - tax, tax=None)


def total_with_swapped_digits(random: Random, first: Compared) -> tuple[Compared, Compared]:
    text = f"{random.randint(1000, 9899)}"
    while text[1] == text[2]:
        text = f"{random.randint(1000, 9899)}"
    first = replace(first, total=Decimal(f"{text}.50"), currency="USD")
    first, second = leading_zeros(random, first)
    return first, replace(second, total=Decimal(f"{text[0]}{text[2]}{text[1]}{text[3]}.50"))


def day_and_month_swapped(random: Random, first: Compared) -> tuple[Compared, Compared]:
    day, month = random.sample(range(1, 13), 2)
    first, second = word_in_front(random, replace(first, date=date(2026, month, day)))
    return first, replace(second, date=date(2026, day, month))


def off_by_a_day(random: Random, first: Compared) -> tuple[Compared, Compared]:
    first, second = leading_zeros(random, first)
    assert first.date is not None
    return first, replace(second, date=first.date + timedelta(random.choice([-1, 1])))


def without_a_number(random: Random, first: Compared) -> tuple[Compared, Compared]:
    return first, again(random, first, number=random.choice([None, "", "---", "."]))


def vendor_not_recognised(random: Random, first: Compared) -> tuple[Compared, Compared]:
    """A photograph on which the name was misread or not found."""
    shown = str(first.vendor.shown)
    at = random.randrange(2, len(shown) - 1)
    misread = random.choice([shown[:at] + shown[at + 1 :], None])
    sign = VendorSign(None, normal_name(misread) if misread else None, None, misread)
    return first, again(random, first, vendor=sign)


def two_slips(random: Random, first: Compared) -> tuple[Compared, Compared]:
    """Another spelling of the number and another location."""
    first, second = letter_for_digit("0", "oO")(random, first)
    return first, replace(second, number=f"INV {second.number}", location_id=first.location_id + 1)


def _long(random: Random, first: Compared) -> str:
    """In the vendor's style if that has a number of four digits, else in one that has."""
    number = str(first.number)
    return numbered(random, number if len(tail(number)[1]) > 3 else f"{tail(number)[0]}20417")


SAME: dict[str, Twin] = {
    "entered twice (a)": entered_twice,
    "for another location (b)": for_another_location,
    "vendor entered twice (c)": vendor_entered_twice,
    "replaced with another total (d)": replaced_with_another_total,
    "number used again (e)": number_used_again,
    "case and punctuation": other_punctuation,
    "leading zeros": leading_zeros,
    "word in front": word_in_front,
    "O for 0": letter_for_digit("0", "oO"),
    "I or l for 1": letter_for_digit("1", "Il"),
    "S for 5": letter_for_digit("5", "S"),
    "B for 8": letter_for_digit("8", "B"),
    "digits swapped": digits_swapped,
    "digit dropped": digit_dropped,
    "digit doubled": digit_doubled,
    "total without tax": without_tax,
    "digits of the total swapped": total_with_swapped_digits,
    "day and month swapped": day_and_month_swapped,
    "a day off": off_by_a_day,
    "without a number": without_a_number,
    "vendor not recognised": vendor_not_recognised,
    "two slips": two_slips,
}
