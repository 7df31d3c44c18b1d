"""API shapes of reminders and escalation."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.access.model import Person

Hours = Annotated[int | None, Meta(description="Whole hours, 1 to 8760; null switches it off.")]


class ApprovalSettingsChange(msgspec.Struct):
    """Body of PATCH /approval-settings; what is left out stays."""

    remind_after_hours: Hours | UnsetType = UNSET
    remind_every_hours: Hours | UnsetType = UNSET
    escalate_after_hours: Hours | UnsetType = UNSET
    escalate_to: Annotated[
        list[int | str] | UnsetType, Meta(description="User ids or e-mail addresses; at most 20.")
    ] = UNSET


class ApprovalSettingsObject(msgspec.Struct):
    """When people are reminded, and who is asked when it takes too long."""

    version: str
    remind_after_hours: Annotated[int | None, Meta(description="After so long they are reminded; null: never.")]
    remind_every_hours: Annotated[int | None, Meta(description="And again each time; null: once.")]
    escalate_after_hours: Annotated[int | None, Meta(description="After so long others may decide; null: never.")]
    escalate_to: list[Person]
