"""Why something could not be fetched: for good, or for now. The sentences never repeat an address."""

from typing import ClassVar

from payables.kit.errors import Sentence


class Unfetchable(Sentence):
    """The file cannot be fetched."""

    code: ClassVar[str] = "unfetchable"


class ForbiddenAddress(Unfetchable):
    """Its host is not a public one: files are fetched from public addresses only."""

    code = "forbidden_address"


class Redirected(Unfetchable):
    """The host sent us to another address (status {status}): send the final one."""

    code = "redirected"


class Refused(Unfetchable):
    """The host answered with status {status}."""

    code = "refused"


class TooLarge(Unfetchable):
    """It has more than {limit} bytes."""

    code = "file_too_large"


class Encoded(Unfetchable):
    """The host sent it compressed, though we asked for the plain file."""

    code = "encoded"


class BadCertificate(Unfetchable):
    """The host's certificate is not valid for its name."""

    code = "bad_certificate"


class TryLater(Sentence):
    """The file cannot be fetched now."""

    code: ClassVar[str] = "try_later"


class NoSuchHost(TryLater):
    """The name of the host is not known."""

    code = "no_such_host"


class Unreachable(TryLater):
    """The host did not take the connection, or broke it off."""

    code = "unreachable"


class Overdue(TryLater):
    """The host did not send it within {seconds} seconds."""

    code = "overdue"


class Busy(TryLater):
    """The host answered with status {status}."""

    code = "busy"
