"""The report as one picture: three rows of plots."""

from payables.app.reading_report.groups import GROUPS_HEIGHT, draw_groups
from payables.app.reading_report.model import TITLES, Outcomes
from payables.app.reading_report.picture import INK, QUIET, Label, Picture
from payables.app.reading_report.plots import PANEL, draw_curve, draw_reliability

MARGIN, GAP = 44, 22
WIDTH = 2 * MARGIN + len(TITLES) * PANEL + (len(TITLES) - 1) * GAP
RELIABILITY, CURVES, GROUPS = 112, 504, 802
HEIGHT = GROUPS + GROUPS_HEIGHT + 28


def draw(outcomes: Outcomes) -> Picture:
    picture = Picture(WIDTH, HEIGHT, f"How readings turned out: {outcomes.source}", described(outcomes))
    picture.add(Label(MARGIN, 46, "How readings turned out", 24, INK, bold=True))
    picture.add(Label(MARGIN, 70, headline(outcomes), 13, QUIET))
    _section(
        picture,
        RELIABILITY,
        "Is a value right as often as its confidence says?",
        "On the dashed line it is; whiskers hold the true share in 95 of 100 such samples. Bars: how many values.",
    )
    _section(
        picture,
        CURVES,
        "What would a threshold let through?",
        "The upright line is the threshold in force, the dashed one the share that is to be right.",
    )
    for place, name in enumerate(TITLES):
        left = MARGIN + place * (PANEL + GAP)
        draw_reliability(picture, left, RELIABILITY + 24, TITLES[name], outcomes.said.get(name, ()))
        draw_curve(picture, left, CURVES + 24, outcomes.said.get(name, ()), outcomes.limits.get(name), outcomes.target)
    _section(
        picture,
        GROUPS,
        f"What went straight through, by {outcomes.grouped}",
        "Bars: share of all papers read. Points: share of those judged among them that were right in all four fields.",
    )
    draw_groups(picture, MARGIN, GROUPS + 24, WIDTH - 2 * MARGIN, outcomes)
    return picture


def headline(outcomes: Outcomes) -> str:
    whole = outcomes.whole
    right = f", {whole.right} of them right ({whole.precision:.1%})" if whole.precision is not None else ""
    through = f"{whole.passed} of {whole.read} papers read went straight through ({whole.share:.1%})"
    return f"{outcomes.source}: {through}; {whole.judged} judged, {whole.judged_passed} of what went through{right}"


def described(outcomes: Outcomes) -> str:
    """In words, for whoever cannot see the picture."""
    limits = "; ".join(f"{TITLES[name]}: {limit:.3f}" for name, limit in outcomes.limits.items() if name in TITLES)
    return f"{headline(outcomes)}. Thresholds at {outcomes.target:.1%}: {limits}."


def _section(picture: Picture, y: float, title: str, hint: str) -> None:
    picture.add(Label(MARGIN, y, title, 16, INK, bold=True))
    picture.add(Label(WIDTH - MARGIN, y, hint, 11, QUIET, "end"))
