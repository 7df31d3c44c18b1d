"""Text that people and ERPs send: what may be stored, and forms in which two texts are compared."""

import re
import unicodedata

from payables.kit.bad_value import BadValueError

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?|[\u2028\u2029]")
# What is drawn as nothing or turns the direction of writing round: two numbers that look alike are then the same text, and
# none reads otherwise than it is.
_UNSEEN = re.compile(
    "[\xad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Joiners shape Persian and Indic words and put emoji together; beside an ASCII character they only hide.
_JOINERS = re.compile(
    "(?<=[^\x00-\x7f\u200c\u200d])([\u200c\u200d])[\u200c\u200d]*(?=[^\x00-\x7f\u200c\u200d])|[\u200c\u200d]+"
)
_APOSTROPHE = re.compile(r"['`´‘’ʼ]")
# Letters and symbols by their category that are drawn as nothing: fillers of Hangul, the empty Braille pattern.
_BLANK_SYMBOLS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_INITIALS = re.compile(r"\b\w(?:\.\w)+\b\.?")

# Legal forms at the end of a company's name, without dots; blanks between their letters do not matter ("B. V.").
_LEGAL_FORMS = frozenset(
    re.findall(
        r"\w+",
        """
        inc incorporated corp corporation co company llc lllp llp lp ltd limited plc pllc pc
        gmbh mbh ag kg kgaa ohg ug gbr ev haftungsbeschrankt und
        sarl sas sasu sa eurl snc sci cie
        spa srl srls sapa sl slu sau
        bv nv vof cv bvba sprl
        ab oy oyj as asa aps sro zrt kft doo dd ood eood sp spzoo
        pty pte pvt sdn bhd kk ltda eireli
        """,
    )
)
_LEGAL_PHRASES = (["de", "cv"], ["de", "rl"], ["z", "oo"])
# Forms that some countries write before the name.
_LEADING_FORMS = frozenset({"sarl", "sas", "sasu", "eurl", "sci", "ooo", "zao", "oao", "pt", "cv"})


class TextError(BadValueError):
    """A text that cannot be stored. Codes: control_character, lone_surrogate, too_long."""


def clean_text(text: str, limit: int) -> str:
    """The text in Unicode normal form C with line ends as newlines and without what is not drawn, at most `limit` characters.

    Refuses NUL and the other controls (those of 8 bits too) except tab and newline, and halves of surrogate pairs:
    PostgreSQL cannot store them, and XML and terminals cannot show them.
    """
    # NFC shortens by a small factor at most; a text far beyond the limit is not worth normalising
    if len(text) > 4 * limit:
        raise _too_long(limit)
    if _SURROGATE.search(text):
        raise TextError("lone_surrogate", "The text has half of a surrogate pair: send whole characters.")
    lines = _LINE_END.sub("\n", text)
    if _CONTROL.search(lines):
        raise TextError("control_character", "The text has a control character: only tab and newline are allowed.")
    clean = _without_unseen(lines)
    if len(clean) > limit:
        raise _too_long(limit)
    return clean


def readable(text: str) -> str:
    """Of text that is taken as it comes, such as that of a paper: what of it may be stored and shown, the controls left out."""
    return _without_unseen(_SURROGATE.sub("", _CONTROL.sub("", text)))


def is_visible(text: str) -> bool:
    """Has the text anything that a reader sees? Blanks, zero-width and filling characters, and marks without a letter
    show nothing."""
    return any(
        unicodedata.category(character)[0] in "LNPS" and character not in _BLANK_SYMBOLS
        for character in unicodedata.normalize("NFC", text)
    )


def normal_number(text: str) -> str:
    """A document number for comparison: no case, only letters and digits ("INV-001/a" and "inv 001A" are the same).

    Source: contract/platform.md section 11, duplicates. Empty if there is nothing to compare.
    """
    return "".join(character for character in _folded("NFKC", text) if character.isalnum())


def normal_name(text: str) -> str:
    """A company's name for comparison: no case, accents, punctuation, "and", or legal form ("Müller & Söhne GmbH").

    A name that is nothing but a legal form keeps it. Empty if there are no letters or digits.
    """
    plain = "".join(character for character in _folded("NFKD", text) if not unicodedata.combining(character))
    joined = _INITIALS.sub(lambda found: found[0].replace(".", "") + " ", _APOSTROPHE.sub("", plain))
    blanked = "".join(character if character.isalnum() else " " for character in joined.replace("&", " and "))
    return " ".join(_without_legal_form(_join_letters(blanked.split())))


def _without_unseen(text: str) -> str:
    """In normal form C, before and after: what a joiner parted may become one letter."""
    composed = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    return unicodedata.normalize("NFC", _JOINERS.sub(r"\1", composed))


def _too_long(limit: int) -> TextError:
    return TextError("too_long", f"The text is longer than {limit} characters: shorten it.")


def _folded(form: str, text: str) -> str:
    """Case-folded and normalised until both hold: either step alone can undo the other."""
    for _ in range(2):
        text = unicodedata.normalize(form, text).casefold()  # pyright: ignore[reportArgumentType]
    return unicodedata.normalize(form, text)  # pyright: ignore[reportArgumentType]


def _join_letters(words: list[str]) -> list[str]:
    """Letters that stand side by side alone are one word: "s p a" is "spa". Drops "and"."""
    joined: list[str] = []
    run = ""
    for word in words:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        joined += [run, word] if word != "and" else [run]
        run = ""
    return [word for word in [*joined, run] if word]


def _without_legal_form(words: list[str]) -> list[str]:
    while len(words) > 1 and (end := _legal_end(words)):
        words = words[:-end]
    while len(words) > 1 and words[0] in _LEADING_FORMS:
        words = words[1:]
    return words


def _legal_end(words: list[str]) -> int:
    """How many words at the end are a legal form."""
    if len(words) > 2 and words[-2:] in _LEGAL_PHRASES:
        return 2
    return 1 if words[-1] in _LEGAL_FORMS else 0
