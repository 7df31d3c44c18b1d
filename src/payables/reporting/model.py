"""What reports count apart by age. The lists behind their figures are asked for by the same edges."""

DAY = 24
# Name -> hours that a decision waits longer than, and at most; None is without an end.
WAITING_HOURS: dict[str, tuple[int | None, int | None]] = {
    "under_1_day": (None, DAY),
    "days_1_3": (DAY, 3 * DAY),
    "days_3_7": (3 * DAY, 7 * DAY),
    "days_7_14": (7 * DAY, 14 * DAY),
    "over_14_days": (14 * DAY, None),
}
# Name -> days that something is overdue at least, and at most.
OVERDUE_DAYS: dict[str, tuple[int | None, int | None]] = {
    "not_due": (None, 0),
    "days_1_30": (1, 30),
    "days_31_60": (31, 60),
    "days_61_90": (61, 90),
    "days_over_90": (91, None),
}
