"""Refusals of the platform: what it stands on is not there."""

from payables.kit.errors import Refusal


class FileMissing(Refusal):
    """The stored file is missing on our side: tell your operator, who can bring it back from a backup."""

    status = 404
    code = "file_missing"


class StorageUnavailable(Refusal):
    """Files cannot be stored or read at the moment: repeat the request after a few seconds, with the same Idempotency-Key."""

    status = 503
    code = "storage_unavailable"
    headers = {"Retry-After": "5"}
