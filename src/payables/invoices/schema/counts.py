"""API shape of the counts of the queues (extension)."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType


class QueueCounts(msgspec.Struct):
    """Answer of GET /invoices/counts: each as `count` of the list that is named, if it was asked for."""

    version: str
    needs_attention: Annotated[int | UnsetType, Meta(description="status=needs-attention.")] = UNSET
    my_approvals: Annotated[int | UnsetType, Meta(description="waiting_for=me.")] = UNSET
    pending: Annotated[int | UnsetType, Meta(description="status=pending-approval.")] = UNSET
    ready: Annotated[int | UnsetType, Meta(description="status=ready-for-export.")] = UNSET
    exported: Annotated[int | UnsetType, Meta(description="status=exported.")] = UNSET
    archived: Annotated[int | UnsetType, Meta(description="status=archived.")] = UNSET
    uploads: Annotated[int | UnsetType, Meta(description="GET /invoices/uploads: not finished, or failed.")] = UNSET
    notices: Annotated[int | UnsetType, Meta(description="GET /notices?unread=true; only if named.")] = UNSET
    bank_changes: Annotated[
        int | UnsetType,
        Meta(
            description="GET /bank-changes?status=open; only if named, and left out for whoever may not confirm them."
        ),
    ] = UNSET
