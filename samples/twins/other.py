"""Pairs that only look like one invoice, and are two. One function per kind."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from payables.duplicates.model import Compared
from samples.twins.document import again, counted_on, document, numbered, other_vendor
from samples.twins.same import Twin


def _days_later(of: Compared, days: int) -> date:
    assert of.date is not None
    return of.date + timedelta(days)


def recurring_bill(random: Random, first: Compared) -> tuple[Compared, Compared]:
    """Rent: the same amount, the next number, a month later."""
    number = counted_on(str(first.number), random.choice([1, 1, 1, 2]))
    return first, again(random, first, number=number, date=_days_later(first, random.choice([28, 29, 30, 31])))


def numbered_by_month(random: Random, first: Compared) -> tuple[Compared, Compared]:
    """2026-01 and 2026-10 are no slip of the pen."""
    month, other = random.sample(range(1, 13), 2)
    style = random.choice(["2026-{:02}", "{:02}/2026", "RE 2026/{}", "2026.{:02}"])
    first = replace(first, number=style.format(month), date=date(2026, month, 1))
    return first, again(random, first, number=style.format(other), date=date(2026, other, 1))


def one_amount_from_two_vendors(random: Random, first: Compared) -> tuple[Compared, Compared]:
    second = document(random)
    vendor = other_vendor(random, first)
    return first, again(random, first, number=numbered(random, str(second.number)), vendor=vendor)


def instalments(random: Random, first: Compared) -> tuple[Compared, Compared]:
    """1/3, 2/3, 3/3, by and by or all on one day."""
    of = random.choice([3, 4, 12])
    part, other = random.sample(range(1, of + 1), 2)
    style = random.choice(["{number}-{n}", "{number} {n}/{of}", "{number}/{n}", "{number} - {n} of {of}"])
    days = random.choice([0, 30 * abs(part - other)])
    names = [style.format(number=first.number, n=n, of=of) for n in (part, other)]
    return replace(first, number=names[0]), again(random, first, number=names[1], date=_days_later(first, days))


def credit_memo(random: Random, first: Compared) -> tuple[Compared, Compared]:
    return first, again(random, first, type="credit_memo")


def two_deliveries_of_a_day(random: Random, first: Compared) -> tuple[Compared, Compared]:
    """Neighbours in number, of equal amounts, perhaps for two locations."""
    number = counted_on(str(first.number), random.randint(1, 4))
    place = first.location_id + random.choice([0, 1])
    return first, again(random, first, number=number, location_id=place)


def many_deliveries_of_a_day(random: Random, first: Compared) -> tuple[Compared, Compared]:
    """A depot's: up to a dozen numbers apart, so that some look as if two digits were swapped (112 and 121)."""
    return first, again(random, first, number=counted_on(str(first.number), random.randint(2, 12)))


def daily_deliveries(random: Random, first: Compared) -> tuple[Compared, Compared]:
    """The same amount on the next day; with nine numbers between them two digits may look swapped."""
    number = counted_on(str(first.number), random.randint(5, 13))
    return first, again(random, first, number=number, date=_days_later(first, random.randint(1, 2)))


def deliveries_with_a_suffix(random: Random, first: Compared) -> tuple[Compared, Compared]:
    one, other = random.sample(range(1, 31), 2)
    style = random.choice(["{number}-{n:03}", "{number}/{n:02}", "{number}.{n}"])
    names = [style.format(number=first.number, n=n) for n in (one, other)]
    return replace(first, number=names[0]), again(random, first, number=names[1])


def parts_with_letters(random: Random, first: Compared) -> tuple[Compared, Compared]:
    one, other = random.sample("ACDEFGH", 2)
    return replace(first, number=f"{first.number}{one}"), again(random, first, number=f"{first.number}{other}")


def small_numbers(random: Random, first: Compared) -> tuple[Compared, Compared]:
    """A market stall: 1 and 11 on one day, and a round amount."""
    one, other = random.choice([(1, 11), (2, 22), (9, 10), (12, 21), (99, 100), (101, 110), (7, 71)])
    first = replace(first, number=str(one), total=Decimal(random.choice([20, 50, 45])))
    return first, again(random, first, number=str(other))


def number_of_another_vendor(random: Random, first: Compared) -> tuple[Compared, Compared]:
    assert first.total is not None
    total = first.total + random.randint(1, 900)
    return first, again(random, first, vendor=other_vendor(random, first), total=total)


def of_another_company(random: Random, first: Compared) -> tuple[Compared, Compared]:
    return first, again(random, first, company_id=2)


def series_that_begins_again(random: Random, first: Compared) -> tuple[Compared, Compared]:
    """Number 007 of one year and 7 of the next, for the same fee."""
    n = random.randint(1, 40)
    first = replace(first, number=f"{n:03}")
    return first, again(random, first, number=str(n), date=_days_later(first, random.randint(300, 400)))


def receipts_without_a_number(random: Random, first: Compared) -> tuple[Compared, Compared]:
    """Tolls and parking: the same fee, on another day or at another place."""
    first = replace(first, number=None)
    if random.random() < 0.5:
        return first, again(random, first, date=_days_later(first, random.randint(1, 9)))
    return first, again(random, first, location_id=first.location_id + 1)


def total_that_is_anothers_net(random: Random, first: Compared) -> tuple[Compared, Compared]:
    assert first.total is not None
    tax = (first.total * Decimal("0.2")).quantize(Decimal("0.01"))
    number = counted_on(str(first.number), random.randint(1, 30))
    return replace(first, total=first.total + tax, tax=tax), again(random, first, number=number, tax=None)


def small_number_of_two_vendors(random: Random, first: Compared) -> tuple[Compared, Compared]:
    """12 of one vendor and 0012 of another, for a round amount, on the first of the month."""
    n = random.randint(1, 60)
    first = replace(first, number=str(n), total=Decimal(random.choice([50, 100, 1000])))
    return first, again(random, first, number=f"{n:04}", vendor=other_vendor(random, first))


def same_vendor_and_amount(random: Random, first: Compared) -> tuple[Compared, Compared]:
    """A standing order, weeks apart, whatever the number is."""
    number = numbered(random, str(first.number))
    return first, again(random, first, number=number, date=_days_later(first, random.randint(7, 120)))


def same_vendor_and_day(random: Random, first: Compared) -> tuple[Compared, Compared]:
    assert first.total is not None
    total = first.total + random.randint(1, 500)
    return first, again(random, first, number=counted_on(str(first.number), random.randint(1, 9)), total=total)


def amount_in_another_currency(random: Random, first: Compared) -> tuple[Compared, Compared]:
    currency = "CHF" if first.currency != "CHF" else "EUR"
    return first, again(random, first, currency=currency, number=counted_on(str(first.number), 9))


def strangers(random: Random, first: Compared) -> tuple[Compared, Compared]:
    return first, document(random)


OTHER: dict[str, Twin] = {
    "recurring bill": recurring_bill,
    "numbered by month": numbered_by_month,
    "one amount from two vendors": one_amount_from_two_vendors,
    "instalments": instalments,
    "credit memo": credit_memo,
    "two deliveries of a day": two_deliveries_of_a_day,
    "many deliveries of a day": many_deliveries_of_a_day,
    "daily deliveries": daily_deliveries,
    "deliveries with a suffix": deliveries_with_a_suffix,
    "parts with letters": parts_with_letters,
    "small numbers": small_numbers,
    "number of another vendor": number_of_another_vendor,
    "another company": of_another_company,
    "series that begins again": series_that_begins_again,
    "receipts without a number": receipts_without_a_number,
    "total that is another's net": total_that_is_anothers_net,
    "small number of two vendors": small_number_of_two_vendors,
    "same vendor and amount": same_vendor_and_amount,
    "same vendor and day": same_vendor_and_day,
    "another currency": amount_in_another_currency,
    "strangers": strangers,
}
