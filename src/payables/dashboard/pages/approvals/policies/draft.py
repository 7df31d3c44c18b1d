"""A policy between the form that a person fills and the body that the API takes.

A draft is what stands in the fields, as text; lists stand one value to a line. Of ids only the first word of a line counts,
so that a name may stand beside it.
"""

from decimal import Decimal
from typing import Any

from babel import Locale

from payables.dashboard.shown.typed import decimal_mark, read_number, whole_number
from payables.dashboard.web.forms import Form
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields

PLACES = {"company": "ottimate_company_id", "group": "location_group", "location": "ottimate_location_id"}
STORED_PLACES = {**PLACES, "group": "location_group_id"}
WORDS = ("gl_name_contains", "gl_name_not_contains", "gl_number_contains", "gl_number_not_contains", "erp_vendor_ids")
IDS = ("vendor_ids", "department_ids", "gl_account_ids")
LISTS = (*IDS, *WORDS)
AMOUNTS = ("min_total", "max_total")
YES_NO = ("received_from_vendor", "has_unmapped_items", "has_po_number")
NEW: dict[str, Any] = {
    "name": "",
    "place": "account",
    "needs": "any",
    "approvers": [],
    "others": "",
    "after": [],
    "catch_all": False,
    "currency": "",
    "preset": "",  # the currency that stood there by itself
    **dict.fromkeys((*LISTS, *AMOUNTS, *YES_NO), ""),
}


def draft_of(policy: dict[str, Any], listed: set[str]) -> dict[str, Any]:
    """Of a stored policy; `listed` are the addresses of the people who are offered with a box of their own."""
    said = policy["conditions"]
    place = STORED_PLACES.get(policy["level"])
    addresses = [one["email"] or str(one["id"]) for one in policy["approvers"]]
    return {
        **NEW,
        "name": policy["name"],
        "place": f"{policy['level']}:{policy[place]}" if place else "account",
        "needs": policy["needs"],
        "approvers": [address for address in addresses if address in listed],
        "others": "\n".join(address for address in addresses if address not in listed),
        "after": said.get("after", []),
        "catch_all": said.get("catch_all", False),
        "currency": said.get("currency") or "",
        **{name: "\n".join(str(value) for value in said.get(name) or []) for name in LISTS},
        **{name: said.get(name) for name in AMOUNTS},
        **{name: {True: "yes", False: "no"}.get(said.get(name), "") for name in YES_NO},
    }


def typed_draft(form: Form) -> dict[str, Any]:
    """What stands in the form now."""
    many = {"approvers": form.all("approvers"), "after": form.all("after"), "catch_all": form.checked("catch_all")}
    return {name: form.text(name) for name in NEW} | many


def body_of(form: Form, locale: Locale) -> dict[str, Any]:
    """As the API takes it. What is wrong with a value is for the API to say; what is no number in the person's own way of
    writing is InvalidFields."""
    level, _, id = form.text("place").partition(":")
    place = {PLACES[level]: id} if level in PLACES else {}
    return {
        "name": form.text("name"),
        "level": level or "account",
        **place,
        "needs": form.text("needs") or "any",
        "approvers": [{"email": one} if "@" in one else {"id": one} for one in named_people(form)],
        "conditions": _conditions(form, locale),
    }


def named_people(form: Form) -> list[str]:
    """Addresses or ids, in the order in which they are sent."""
    return [*form.all("approvers"), *(line.split()[0] for line in _lines(form, "others"))]


def _conditions(form: Form, locale: Locale) -> dict[str, Any]:
    """Only those that are given."""
    found: dict[str, Any] = {name: _lines(form, name) for name in WORDS}
    found |= {name: [line.split()[0] for line in _lines(form, name)] for name in IDS}
    found["vendor_ids"] = [_id(text) for text in found["vendor_ids"]]
    found |= {name: _amount(form, name, locale) for name in AMOUNTS}
    found["currency"] = _currency(form, has_amount=any(found[name] is not None for name in AMOUNTS))
    found |= {name: {"yes": True, "no": False}.get(form.text(name)) for name in YES_NO}
    found |= {"after": form.all("after"), "catch_all": form.checked("catch_all") or None}
    return {name: value for name, value in found.items() if value not in (None, [], "")}


def _currency(form: Form, *, has_amount: bool) -> str:
    """One that nobody has chosen is that of the totals, and sent with them alone."""
    currency = form.text("currency").upper()
    return "" if currency == form.text("preset") and not has_amount else currency


def _id(text: str) -> int | str:
    number = whole_number(text)
    return text if number is None else number


def _amount(form: Form, name: str, locale: Locale) -> Decimal | None:
    try:
        return read_number(form.text(name), decimal_mark(locale))
    except BadValueError as error:
        raise InvalidFields([FieldError(f"conditions.{name}", error.sentence, error.code)]) from error


def _lines(form: Form, name: str) -> list[str]:
    return [line.strip() for line in form.text(name).splitlines() if line.strip()]
