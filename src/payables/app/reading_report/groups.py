"""What went straight through by month or by collection, and how much of it was right."""

from payables.app.reading_report.axes import Axes
from payables.app.reading_report.model import Outcomes
from payables.app.reading_report.picture import INK, ORANGE, PALE, QUIET, Box, Dot, Label, Picture, Stroke
from payables.extraction.training.tally import Tally

PLOT = 150
GROUPS_HEIGHT = PLOT + 66
MOST = 18  # groups that are drawn; of months the newest
WIDEST = 110
LONGEST = 16


def draw_groups(picture: Picture, x: float, y: float, width: float, outcomes: Outcomes) -> None:
    axes = Axes(x + 38, y + 8, width - 38, PLOT)
    axes.rows(picture, (0, 0.25, 0.5, 0.75, 1))
    shown = outcomes.groups[-MOST:]
    if not shown:
        picture.add(Label(x + width / 2, y + 80, "no paper yet", 12, QUIET, "middle"))
    step = axes.width / max(len(shown), 1)
    bar = min(step * 0.6, WIDEST)
    middles = [axes.x + (place + 0.5) * step for place in range(len(shown))]
    for middle, group in zip(middles, shown, strict=True):
        _bar(picture, axes, middle, bar, group)
    places = [(m, axes.at(0, g.precision)[1]) for m, g in zip(middles, shown, strict=True) if g.precision is not None]
    if outcomes.grouped == "month":
        picture.add(Stroke(places, ORANGE, 1.4))
    picture.add(*(Dot(px, py, 4, ORANGE) for px, py in places))
    target = axes.at(0, outcomes.target)[1]
    picture.add(Stroke([(axes.x, target), (axes.x + axes.width, target)], INK, 1, dashed=True))


def _bar(picture: Picture, axes: Axes, middle: float, wide: float, group: Tally) -> None:
    top, floor = axes.at(0, group.share)[1], axes.y + axes.height
    picture.add(Box(middle - wide / 2, top, wide, floor - top, PALE))
    picture.add(Label(middle, floor + 16, group.label[:LONGEST], 11, INK, "middle"))
    picture.add(Label(middle, floor + 31, f"{group.passed} of {group.read} read", 10, QUIET, "middle"))
    right = f"{group.right} of {group.judged_passed} right" if group.judged_passed else "none judged"
    picture.add(Label(middle, floor + 45, right, 10, ORANGE, "middle"))
    picture.add(Label(middle, floor - 6, f"{group.share:.0%}", 10, INK, "middle"))
