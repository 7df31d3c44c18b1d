"""Who brings bank details that are in force at once."""

from payables.platform.caller import Caller, Permission


def is_trusted(caller: Caller) -> bool:
    """A program with the right of its own for it: its ERP has asked two people already. Never a person."""
    return caller.kind != "person" and caller.may(Permission.VENDORS_SYNC_BANK)
