"""Typed reading of nodes. What is wrong is noted and reading goes on, so that one run names every fault of a file."""

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from payables.app.org.model import Fault
from payables.app.org.nodes import Mapping, Node, Scalar, Sequence
from payables.kit.text import TextError, clean_text

KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
NUMBER = re.compile(r"[1-9][0-9]{0,9}")
KINDS = {"bool": "a yes or no", "int": "a number", "float": "a number", "null": "nothing", "timestamp": "a date"}
T = TypeVar("T")


class Fields:
    """Reads the fields of one mapping; a wrong or missing one is noted and answers an empty value."""

    def __init__(self, notes: "Notes", node: Node, where: str, known: Iterable[str]) -> None:
        self.notes = notes
        self.where = where
        self.line = node.line
        self._items: dict[str, Node] = {}
        if isinstance(node, Mapping):
            self._items = node.items
            self._note_unknown(node, list(known))
        else:
            notes.add(node.line, f"{_first_up(where)} must have fields (name: value).")

    def _note_unknown(self, node: Mapping, known: list[str]) -> None:
        for name, line in node.lines.items():
            if name not in known:
                self.notes.add(line, f"{_first_up(self.where)} has no field {name}: it may have {', '.join(known)}.")

    def get(self, name: str) -> Node | None:
        """The field's node; None when it is left out or null."""
        node = self._items.get(name)
        return None if isinstance(node, Scalar) and node.tag == "null" else node

    def line_of(self, name: str) -> int:
        node = self._items.get(name)
        return node.line if node else self.line

    def text(self, name: str, *, most: int = 200) -> str:
        """A text that is not empty."""
        node = self.need(name)
        return self.notes.text(node, f"{name} of {self.where}", most) if node else ""

    def key(self, name: str) -> str:
        """A text that may stand in commands and references."""
        value = self.text(name)
        if value and not KEY.fullmatch(value):
            reason = "use up to 64 of a-z 0-9 . _ - and begin with a letter or digit"
            self.notes.add(self.line_of(name), f"{name} of {self.where} cannot be {value!r}: {reason}.")
        return value

    def choice(self, name: str, choices: Iterable[str], default: str | None = None) -> str:
        if default is not None and self.get(name) is None:
            return default
        value = self.text(name)
        return self.notes.choice(self.line_of(name), value, f"{name} of {self.where}", choices) if value else ""

    def flag(self, name: str) -> bool:
        node = self.get(name)
        if node is None:
            return False
        if not isinstance(node, Scalar) or node.tag != "bool":
            self.notes.add(node.line, f"{name} of {self.where} must be true or false.")
            return False
        return node.text.lower() in ("true", "yes", "on")

    def number(self, name: str, default: int, *, most: int = 2**31 - 1) -> int:
        """A whole number from 1 to `most`."""
        node = self.get(name)
        if node is None:
            return default
        if isinstance(node, Scalar) and node.tag == "int" and NUMBER.fullmatch(node.text) and int(node.text) <= most:
            return int(node.text)
        self.notes.add(node.line, f"{name} of {self.where} must be a whole number from 1 to {most}.")
        return default

    def each(self, name: str, read: Callable[[Node], T]) -> tuple[T, ...]:
        """The items of a list; left out, it is empty."""
        node = self.get(name)
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            self.notes.add(node.line, f"{name} of {self.where} must be a list.")
            return ()
        return tuple(read(item) for item in node.items)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        return self.each(name, lambda item: self.notes.text(item, f"{name} of {self.where}", 200))

    def need(self, name: str) -> Node | None:
        node = self.get(name)
        if node is None and (self._items or self.line):
            self.notes.add(self.line_of(name), f"{_first_up(self.where)} needs the field {name}.")
        return node


class Notes:
    """The faults found so far in one file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []

    def add(self, line: int, reason: str) -> None:
        self.faults.append(Fault(self.name, line, reason))

    def text(self, node: Node, what: str, most: int) -> str:
        if not isinstance(node, Scalar):
            self.add(node.line, f"{what} must be a text.")
            return ""
        if node.tag != "str":
            read = f"YAML reads {node.text or 'it'} as {_kind(node)}"
            self.add(node.line, f"{what} must be a text, and {read}: put it in quotes.")
            return ""
        return self._clean(node, what, most)

    def _clean(self, node: Scalar, what: str, most: int) -> str:
        try:
            value = clean_text(node.text, most).strip()
        except TextError as error:
            self.add(node.line, f"{what}: {error.sentence}")
            return ""
        if not value or "\n" in value:
            self.add(node.line, f"{what} must be one line of text and not empty.")
            return ""
        return value

    def choice(self, line: int, value: str, what: str, choices: Iterable[str]) -> str:
        allowed = list(choices)
        if value not in allowed:
            self.add(line, f"{what} cannot be {value!r}: it may be {', '.join(allowed)}.")
            return allowed[0]
        return value

    def once(self, seen: dict[str, int], value: str, line: int, what: str) -> None:
        """Notes a value that was there before."""
        if value and value in seen:
            self.add(line, f"{what} {value} is given twice, first in line {seen[value]}.")
        seen.setdefault(value, line)


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def _kind(node: Scalar) -> str:
    return KINDS.get(node.tag, f"a {node.tag}")
