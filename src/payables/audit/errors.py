"""Refusals and complaints of the trail."""

from payables.kit.errors import Refusal, Sentence


class NotCanonical(Sentence):
    """This is not the JSON that an export consists of."""


class NoSuchHead(Sentence):
    """{where} holds no signed head: save one with `payables audit head --account KEY --to FILE`."""


class NotAPublicKey(Sentence):
    """{text} is not a public key: pass the text that `payables audit key` prints."""


class ChainContradicted(Refusal):
    """The audit trail does not agree with what was signed or sealed before ({found}): nothing is signed until your operator
    has compared it with an export or a backup."""

    status = 409
    code = "audit_chain_contradicted"
