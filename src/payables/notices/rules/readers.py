"""Whose notices may be read: one's own, and by whoever acts for people or manages them also another person's."""

from payables.platform.caller import Caller, Permission

FOR_OTHERS = (Permission.INVOICES_APPROVE_FOR_OTHERS, Permission.USERS_MANAGE)


def may_read_for(caller: Caller, user_id: int | None) -> bool:
    return user_id == caller.user_id or any(caller.may(permission) for permission in FOR_OTHERS)
