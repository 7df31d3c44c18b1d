"""Refusals of learning."""

from payables.kit.errors import Sentence


class NoSuchRanker(Sentence):
    """The installation has learned no ranker of {field}: `payables learning rankers` lists those that there are."""


class NoSuchVersion(Sentence):
    """There is no version {version} of {field} to go back to: `payables learning rankers` lists those that there are. A
    discarded one was never in use."""


class UnusableVersion(Sentence):
    """Version {version} of {field} was learned on top of another version of the program and cannot be used with this one."""


class AlreadyRead(Sentence):
    """Version {version} of {field} is in use already."""


class NothingInUse(Sentence):
    """The program's own ranker reads {field} already: there is nothing to go back from."""
