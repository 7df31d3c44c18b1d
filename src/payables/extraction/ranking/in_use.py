"""The rankers that this process reads by: those that come with the program, unless the installation has learned better ones."""

from collections.abc import Collection, Mapping

import msgspec

from payables.extraction.ranking.ranker import Ranker, fingerprint, parse_ranker, shipped

PROGRAM = "program"


class Version(msgspec.Struct, frozen=True):
    """A ranker of the installation: its number among those of the field, and its text. `judged_by` are those whose own papers
    have shown that it reads them no worse than the program's own; nobody else's are read by it."""

    number: int
    text: str
    judged_by: tuple[str, ...] = ()


_learned: dict[str, tuple[int, Ranker]] = {}


def use(versions: Mapping[str, Version]) -> None:
    """From now on, by field, in place of what was used until now. Raises ValueError, and OtherBase, and changes nothing then."""
    parsed = {name: (version.number, parsed_for(name, version.text)) for name, version in versions.items()}
    _learned.clear()
    _learned.update(parsed)


def use_only(field_names: Collection[str]) -> None:
    """Of what is used, from now on, in a process that reads one document."""
    for name in _learned.keys() - set(field_names):
        del _learned[name]


def parsed_for(field_name: str, text: str) -> Ranker:
    """Raises ValueError for a text that is no ranker, or one of another field; OtherBase."""
    ranker = parse_ranker(text)
    if ranker.field != field_name:
        raise ValueError(f"a ranker of {ranker.field}, not of {field_name}")
    return ranker


def in_use(field_name: str) -> Ranker | None:
    """None for a field that only its rule weighs."""
    learned = _learned.get(field_name)
    return learned[1] if learned else shipped(field_name)


def learned_fields() -> list[str]:
    """Those that a version of the installation's own reads."""
    return sorted(_learned)


def rankers_in_use() -> dict[str, str]:
    """What a reading says of who weighed it: `program` is the fingerprint of the rankers that come with it; beside it each
    field with the version that the installation has learned.
    """
    return {PROGRAM: fingerprint(), **{name: str(number) for name, (number, _) in sorted(_learned.items())}}


encode_versions = msgspec.msgpack.Encoder().encode
decode_versions = msgspec.msgpack.Decoder(dict[str, Version]).decode
