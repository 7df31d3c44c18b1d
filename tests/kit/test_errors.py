from typing import ClassVar

from payables.app.cli.credentials import OverlapTooLong
from payables.app.cli.credentials_file import CredentialsFileExists
from payables.app.demo.errors import DemoStopped
from payables.app.migrate import NotMigrated
from payables.app.serve import CannotListen
from payables.kit.errors import Refusal, Sentence
from payables.platform.postgres.errors import DatabaseUnavailable


class TooFew(Sentence):
    """There are {count} of them,
    which is too few.

    The rest is for those who read the source.
    """


class Full(Refusal):
    """Wait {seconds} s."""

    headers: ClassVar[dict[str, str]] = {"Retry-After": "{seconds}"}


def test_the_first_paragraph_of_the_docstring_is_the_sentence_on_one_line() -> None:
    assert str(TooFew(count=2)) == "There are 2 of them, which is too few."


def test_a_text_with_braces_is_shown_as_it_is() -> None:
    assert str(TooFew(count="{count}")) == "There are {count} of them, which is too few."


def test_a_refusal_fills_its_headers_too() -> None:
    refused = Full(seconds=7)
    assert (refused.sentence, refused.answer_headers) == ("Wait 7 s.", {"Retry-After": "7"})


def test_every_error_that_speaks_to_people_speaks_the_same_way() -> None:
    kinds = (
        Refusal,
        DatabaseUnavailable,
        DemoStopped,
        NotMigrated,
        CredentialsFileExists,
        OverlapTooLong,
        CannotListen,
    )
    assert all(issubclass(kind, Sentence) for kind in kinds)
