"""YAML text to a tree that remembers its lines. Only plain data: no anchors, aliases or tags, limited size and depth.

Built from the parser's events, so that nothing of a hostile file is expanded or constructed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.resolver import Resolver

from payables.app.org.model import BadOrgFile, Fault

MOST_BYTES = 1024 * 1024
MOST_DEPTH = 12
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value. `tag` is how YAML reads it: str, int, bool, null, float, ..."""

    line: int
    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    line: int
    items: list["Node"]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Fields by name; `lines` says where each name stands."""

    line: int
    items: dict[str, "Node"]
    lines: dict[str, int]


Node = Scalar | Sequence | Mapping


def read_nodes(text: str, name: str) -> Node:
    """The one document of the text. Raises BadOrgFile."""
    try:
        if len(text.encode()) > MOST_BYTES:
            raise BadOrgFile([Fault(name, 1, f"The file is larger than {MOST_BYTES} bytes.")])
        return _Builder(name, text).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = f"This is not YAML: {error.problem or error.context}."
        # A list that never ends is noticed after the last line.
        line = min(mark.line + 1, len(text.splitlines())) if mark else 1
        raise BadOrgFile([Fault(name, line, reason)]) from error
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        reason = "The file has half of a surrogate pair: write whole characters."
        raise BadOrgFile([Fault(name, line, reason)]) from error
    except yaml.YAMLError as error:
        reason = str(error).splitlines()[0]
        raise BadOrgFile([Fault(name, 1, f"This is not YAML: {reason}.")]) from error


class _Builder:
    """Turns the events of one file into nodes."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.resolver = Resolver()
        self.events: Iterator[Any] = yaml.parse(text, Loader=LOADER)

    def document(self) -> Node:
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            raise self._fault(1, "The file is empty.")
        node = self._node(next(self.events), 0)
        next(self.events)
        if not isinstance(after := next(self.events), yaml.StreamEndEvent):
            raise self._fault(after.start_mark.line + 1, "The file holds a second document: one is enough.")
        return node

    def _node(self, event: Any, depth: int) -> Node:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self._fault(line, "Anchors and aliases (& and *) are not allowed: write the value out.")
        if event.tag is not None:
            raise self._fault(line, f"Tags are not allowed: leave {event.tag} out.")
        if depth > MOST_DEPTH:
            raise self._fault(line, "The file is nested too deeply.")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(line, depth)
        return self._mapping(line, depth)

    def _scalar(self, event: Any, line: int) -> Scalar:
        tag = self.resolver.resolve(yaml.ScalarNode, event.value, event.implicit)
        return Scalar(line, event.value, tag.rpartition(":")[2])

    def _sequence(self, line: int, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Sequence(line, items)

    def _mapping(self, line: int, depth: int) -> Mapping:
        items: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise self._fault(key.line, "The name of a field must be a word.")
            if key.text in items:
                raise self._fault(key.line, f"{key.text} is given twice, first in line {lines[key.text]}.")
            lines[key.text] = key.line
            items[key.text] = self._node(next(self.events), depth + 1)
        return Mapping(line, items, lines)

    def _fault(self, line: int, reason: str) -> BadOrgFile:
        return BadOrgFile([Fault(self.name, line, reason)])
