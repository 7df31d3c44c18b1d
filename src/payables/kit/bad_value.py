"""What every pure value says when it cannot be read: a stable code and a sentence."""


class BadValueError(ValueError):
    """A value that cannot be accepted.

    `code` is the machine code for `FieldError.type`; the sentence (`str(error)`) tells a person what to send instead.
    """

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        self.sentence = sentence
        super().__init__(sentence)
