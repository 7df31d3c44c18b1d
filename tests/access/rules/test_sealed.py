from uuid import uuid4

from payables.access.rules.sealed import seal, unseal

KEY, LOGIN = bytes(32), uuid4()


def test_what_was_sealed_can_be_read_with_the_same_key_for_the_same_login_only() -> None:
    sealed = seal(b"secret", LOGIN, KEY)
    assert unseal(sealed, LOGIN, KEY) == b"secret"
    assert b"secret" not in sealed and seal(b"secret", LOGIN, KEY) != sealed
    for login, key, text in ((uuid4(), KEY, sealed), (LOGIN, b"1" * 32, sealed), (LOGIN, KEY, sealed[:-1] + b"x")):
        assert unseal(text, login, key) is None
