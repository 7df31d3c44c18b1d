"""The installation's key for heads, and what others need to check its signatures."""

from payables.audit.rules.heads import SigningKey, key_text


def signing_key(secret_key: bytes) -> SigningKey:
    """From the deployment's secret key (platform/secret_key.py): the same in each of its processes."""
    return SigningKey(secret_key)


def public_key_text(key: SigningKey) -> str:
    """Base64, for `payables audit verify --public-key`."""
    return key_text(key.public)
