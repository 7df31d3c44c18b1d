"""What goes into the process that learns at night, and what comes out of it: msgpack."""

import msgspec

from payables.extraction.page.model import Page


class NightPaper(msgspec.Struct):
    """A paper: its words (list[Page], encoded), and its true value per field. `collection` is whose it is (papers of one
    collection are judged together, and no collection drowns the others), `vendor` keeps those of one sender together,
    `kept_back` says that it judges and does not teach."""

    collection: str
    vendor: str
    words: msgspec.Raw
    truth: dict[str, str]
    kept_back: bool


class Night(msgspec.Struct):
    """The papers in the order of time, and of the fields that are to be learned the text of the ranker in use, or None where
    that is the program's own."""

    papers: list[NightPaper]
    fields: dict[str, str | None]


class Comparison(msgspec.Struct, frozen=True):
    """Two rankers on the same papers: how often each was right, how well their probabilities fit (log-likelihood), and on how
    many the second alone was right."""

    papers: int = 0
    right_before: int = 0
    right_after: int = 0
    fit_before: float = 0.0
    fit_after: float = 0.0
    won: int = 0

    def __add__(self, other: "Comparison") -> "Comparison":
        return Comparison(
            self.papers + other.papers,
            self.right_before + other.right_before,
            self.right_after + other.right_after,
            self.fit_before + other.fit_before,
            self.fit_after + other.fit_after,
            self.won + other.won,
        )


class Tried(msgspec.Struct):
    """Of one field: how many papers taught (`taught_by`: whose) and judged, the text of what was learned, and how it did on
    those kept back, by collection: against the ranker in use (`judged`) and against the program's own. `text` is None where
    there were too few of either. `in_use_against_program` is how the version in use does on the same papers."""

    field: str
    taught: int
    kept_back: int
    text: str | None = None
    judged: dict[str, Comparison] = {}
    against_program: dict[str, Comparison] = {}
    taught_by: list[str] = []
    in_use_against_program: dict[str, Comparison] = {}


class NightEnded(msgspec.Struct):
    """What the process wrote last; `error` is the kind of one that nobody foresaw, at `places`."""

    tried: list[Tried] = []
    error: str = ""
    places: list[str] = []


encode = msgspec.msgpack.Encoder().encode
decode_night = msgspec.msgpack.Decoder(Night).decode
decode_words = msgspec.msgpack.Decoder(list[Page]).decode
decode_ended = msgspec.msgpack.Decoder(NightEnded).decode
