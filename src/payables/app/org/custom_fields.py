"""The custom fields of an account and of its companies in an org file."""

import re
from decimal import Decimal
from typing import Any

from payables.app.org.fields import Fields, Notes
from payables.app.org.nodes import Node, Scalar
from payables.custom_fields.actions.read_default import read_default
from payables.custom_fields.model import FieldEntry, FieldType, Subject
from payables.kit.bad_value import BadValueError

FIELD = ("key", "subject", "type", "label", "choices", "default", "required")
KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
MOST = 100


class CustomFields:
    """Reads the fields of one account, its own and its companies', and remembers where their keys stand."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.entries: list[FieldEntry] = []
        self._seen: dict[str, int] = {}

    def read(self, owner: Fields, company: str | None) -> None:
        """The list `custom_fields` of an account or a company."""
        entries = owner.each("custom_fields", lambda node: self._field(node, company))
        if len(entries) > MOST:
            self.notes.add(
                owner.line_of("custom_fields"), f"custom_fields of {owner.where} has more than {MOST} fields."
            )
        self.entries.extend(entries)

    def _field(self, node: Node, company: str | None) -> FieldEntry:
        fields = Fields(self.notes, node, "a custom field", FIELD)
        key = self._key(fields)
        subject = Subject(fields.choice("subject", Subject) or Subject.INVOICE)
        type_ = FieldType(fields.choice("type", FieldType) or FieldType.TEXT)
        self.notes.once(
            self._seen, f"{company or ''} {subject}.{key}".strip(), fields.line_of("key"), "The custom field"
        )
        choices = self._choices(fields, type_)
        return FieldEntry(
            key=key,
            subject=subject,
            type=type_,
            label=fields.text("label") if fields.get("label") else key,
            required=fields.flag("required"),
            default=self._default(fields, type_, choices),
            choices=choices,
            company=company,
        )

    def _key(self, fields: Fields) -> str:
        key = fields.text("key")
        if key and not KEY.fullmatch(key):
            reason = "use up to 64 of A-Z a-z 0-9 _ . - and begin with a letter or digit"
            self.notes.add(fields.line_of("key"), f"key of a custom field cannot be {key!r}: {reason}.")
        return key

    def _choices(self, fields: Fields, type_: FieldType) -> tuple[str, ...]:
        choices = fields.texts("choices")
        line = fields.line_of("choices")
        if (type_ is FieldType.CHOICE) != bool(choices):
            self.notes.add(line, "A custom field of the type choice, and no other, has a list of choices.")
        if len(set(choices)) < len(choices):
            self.notes.add(line, "choices of a custom field has a choice twice.")
        return choices

    def _default(self, fields: Fields, type_: FieldType, choices: tuple[str, ...]) -> Any:
        node = fields.get("default")
        if node is None:
            return None
        try:
            return read_default(type_, choices, _value(node, type_))
        except BadValueError as error:
            self.notes.add(node.line, f"default of a custom field: {error.sentence}")
            return None


def _value(node: Node, type_: FieldType) -> Any:
    """As a client would send it; what is not of the type is refused when it is read."""
    if not isinstance(node, Scalar):
        return []
    if type_ is FieldType.NUMBER and node.tag in ("int", "float") and NUMBER.fullmatch(node.text):
        return Decimal(node.text)
    if type_ is FieldType.BOOLEAN and node.tag == "bool":
        return node.text.lower() in ("true", "yes", "on")
    if type_ is FieldType.DATE and node.tag in ("str", "timestamp"):
        return node.text
    return node.text if node.tag == "str" else []
