"""Errors whose docstring is the sentence people read, and the refusals: those that the API answers with a status and a code."""

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field: its path (`items[2].price`), a sentence, and a machine code."""

    field: str
    error: str
    type: str = "invalid"


class Sentence(Exception):
    """This cannot be done."""

    # A subclass's docstring is what people read: its first paragraph, with `{name}` filled from the keyword arguments.
    def __init__(self, **details: Any) -> None:
        self.details = details
        self.sentence = _first_paragraph(type(self).__doc__ or "").format(**details)
        super().__init__(self.sentence)


def _first_paragraph(text: str) -> str:
    return " ".join(text.strip().split("\n\n", 1)[0].split())


class Refusal(Sentence):
    """The request cannot be carried out."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "refused"
    headers: ClassVar[dict[str, str]] = {}
    field: ClassVar[str] = ""  # of the request, where the refusal is about one

    def __init__(self, fields: list[FieldError] | None = None, **details: Any) -> None:
        super().__init__(**details)
        self.fields = fields or ([FieldError(self.field, self.sentence, self.code)] if self.field else [])
        self.answer_headers = {name: value.format(**details) for name, value in self.headers.items()}


class InvalidFields(Refusal):
    """Some fields are not valid: see message.fields for each of them and correct the request."""

    status = 400
    code = "validation_error"


class NotFound(Refusal):
    """There is no such {what} within your access: check the id."""

    status = 404
    code = "not_found"


class OutOfScope(Refusal):
    """Your API user's scope does not cover this {what}: use one it may see, or ask your administrator to widen the scope."""

    status = 403
    code = "out_of_scope"


class PermissionDenied(Refusal):
    """Your role lacks the permission {permission}: ask an administrator for it."""

    status = 403
    code = "permission_denied"


class FeatureNotEnabled(Refusal):
    """The feature {feature} is not enabled for this account: ask your operator to enable it."""

    status = 403
    code = "feature_not_enabled"
