"""What a person typed into a form, as the browser sends it."""

import asyncio
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from payables.dashboard.shown.typed import LARGEST, whole_number
from payables.dashboard.texts import text
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.http.body import FORM, Content
from payables.platform.http.exchange import Exchange

SMALL = 32 * 1024  # bytes that a stranger may have us read and take apart, which is slow work
MOST_FIELDS = 20_000  # 400 lines with fifty fields each
LONGEST_NUMBER = 4_000  # digits; int() refuses longer ones with an error of its own
TOKEN, KEY, ETAG, PLACE = "_token", "_key", "_etag", "_in"
WAS = "was."  # before the name of a field: what stood there when the page was made


@dataclass(frozen=True, slots=True)
class Form:
    """Fields by name, each with all its values; what is missing reads as an empty text."""

    values: dict[str, list[str]] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def __getitem__(self, name: str) -> str:
        return self.text(name)

    def text(self, name: str) -> str:
        """Without space around it."""
        return (self.values.get(name) or [""])[-1].strip()

    def raw(self, name: str) -> str:
        """As it was typed: blanks at the ends of a password belong to it."""
        return (self.values.get(name) or [""])[-1]

    def optional(self, name: str) -> str | None:
        return self.text(name) or None

    def was(self, name: str) -> str | None:
        """What stood in a field when the page was made; None where the page did not say so."""
        return flat(self.text(WAS + name)) if WAS + name in self else None

    def is_touched(self, name: str) -> bool:
        """Whether a field says something else than what stood there. One of which the page did not say so is sent as it is."""
        return name in self and flat(self.text(name)) != self.was(name)

    def part(self, name: str) -> str:
        """As one part of a path, whatever was sent: letters, digits and hyphens."""
        return "".join(sign for sign in self.text(name) if sign.isascii() and (sign.isalnum() or sign == "-")) or "-"

    def all(self, name: str) -> list[str]:
        return self.values.get(name, [])

    def number(self, name: str, most: int = LARGEST) -> int | None:
        """A whole number from 0 to `most`; None for anything else."""
        return whole_number(self.text(name), most)

    def numbers(self, name: str, most: int = LARGEST) -> list[int]:
        """Those of its values that are whole numbers."""
        return [number for text in self.all(name) if (number := whole_number(text, most)) is not None]

    def number_or_text(self, name: str) -> int | str | None:
        """What is no whole number as it was typed, for the API to refuse beside its field; None for nothing."""
        number = self.number(name)
        return self.optional(name) if number is None else number

    def checked(self, name: str) -> bool:
        return bool(self.text(name))

    @property
    def key(self) -> str | None:
        """Of this rendering of the form: sent twice, it is done once."""
        return self.optional(KEY)

    @property
    def etag(self) -> str | None:
        """The version that the person saw."""
        return self.optional(ETAG)

    @property
    def typed(self) -> dict[str, list[str]]:
        """Without what the page itself put in."""
        return {name: values for name, values in self.values.items() if not name.startswith("_")}


def flat(text: str) -> str:
    """Browsers end lines in their own way."""
    return text.replace("\r\n", "\n").strip()


async def read_request(exchange: Exchange, content: Content) -> None:
    """The form of a request, kept with it; a large one is taken apart beside the event loop. Raises InvalidFields."""
    if exchange.media_type != FORM:
        return
    large = content.size > SMALL
    exchange.state["form"] = await asyncio.to_thread(read_form, content.data) if large else read_form(content.data)


def of_request(exchange: Exchange, query: dict[str, str]) -> Form:
    """A copy, since what is done twice is done twice with the same. Of a form with files, whose body only the API reads, what
    the page itself put in stands in its address."""
    if exchange.media_type == FORM:
        return Form({**exchange.state["form"].values})
    return Form({name: [value] for name, value in query.items() if name.startswith("_")})


def read_form(data: bytes) -> Form:
    """Of a form-encoded body. Raises InvalidFields."""
    values: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise InvalidFields([FieldError("body", text("fields.form"), "invalid_form")]) from error
    for name, value in pairs:
        if len(value) > LONGEST_NUMBER and value.strip().isdecimal():
            raise InvalidFields([FieldError(name, text("fields.too_many_digits", most=LONGEST_NUMBER), "too_long")])
        values.setdefault(name, []).append(value)
    return Form(values)
