"""The two plots of a field: reliability, and what each threshold lets through."""

from collections.abc import Sequence

from payables.app.reading_report.axes import Axes
from payables.app.reading_report.picture import BLUE, GRID, INK, ORANGE, PALE, QUIET, Box, Dot, Label, Picture, Stroke
from payables.extraction.training.figures import calibration_error
from payables.extraction.training.reliability import BINS, Bin, Said, bins, curve, kept, share_right

PANEL = 264
LEFT = 38  # room for the numbers of an axis
PLOT = PANEL - LEFT - 4
COUNTS = 46  # height of the bars that count
START = 0.5


def draw_reliability(picture: Picture, x: float, y: float, title: str, said: Sequence[Said]) -> None:
    """252 points high at most; the panel's heading and figures stand over it."""
    picture.add(Label(x, y + 10, title, 13, INK, bold=True), Label(x, y + 27, _summary(said), 11, QUIET))
    axes = Axes(x + LEFT, y + 40, PLOT, 200)
    axes.rows(picture, (0, 0.25, 0.5, 0.75, 1))
    axes.columns(picture, (0, 0.25, 0.5, 0.75, 1), drop=COUNTS + 26)
    if not said:
        picture.add(Label(axes.x + PLOT / 2, axes.y + 104, "no paper yet", 12, QUIET, "middle"))
        return
    picture.add(Stroke([axes.at(0, 0), axes.at(1, 1)], QUIET, 1, dashed=True))
    found = bins(said)
    _counts(picture, axes, found)
    for one in found:
        if one is not None:
            _point(picture, axes, one)
    picture.add(Label(axes.x + PLOT / 2, axes.y + axes.height + COUNTS + 42, "confidence", 10, QUIET, "middle"))


def draw_curve(picture: Picture, x: float, y: float, said: Sequence[Said], limit: float | None, target: float) -> None:
    axes = Axes(x + LEFT, y + 26, PLOT, 170, left=START)
    picture.add(Label(x, y + 10, _let_through(said, limit), 11, QUIET))
    axes.rows(picture, (0, 0.25, 0.5, 0.75, 1))
    axes.columns(picture, (0.5, 0.6, 0.7, 0.8, 0.9, 1))
    picture.add(Stroke([axes.at(START, target), axes.at(1, target)], INK, 1, dashed=True))
    points = curve(said, START) if said else []
    picture.add(Stroke([axes.at(k.threshold, k.coverage) for k in points], BLUE, 2))
    picture.add(
        Stroke(
            [axes.at(k.threshold, k.precision) for k in points if k.precision is not None],
            ORANGE,
            2,
        )
    )
    if limit is not None:
        picture.add(Stroke([axes.at(limit, 0), axes.at(limit, 1)], INK, 1.4))
    picture.add(Label(axes.x + PLOT / 2, axes.y + axes.height + 30, "threshold", 10, QUIET, "middle"))
    picture.add(
        Dot(axes.x + 8, axes.y + axes.height - 26, 3.5, ORANGE), Dot(axes.x + 8, axes.y + axes.height - 10, 3.5, BLUE)
    )
    picture.add(Label(axes.x + 16, axes.y + axes.height - 22, "right", 10, INK))
    picture.add(Label(axes.x + 16, axes.y + axes.height - 6, "let through", 10, INK))


def _summary(said: Sequence[Said]) -> str:
    if not said:
        return "nothing known yet"
    return f"{len(said)} judged · {share_right(said):.1%} right · error {calibration_error(said):.3f}"


def _let_through(said: Sequence[Said], limit: float | None) -> str:
    if limit is None:
        return "no threshold: the name is held against the vendors"
    if not said:
        return f"threshold {limit:.3f}"
    at = kept(said, limit)
    right = f", {at.precision:.1%} of it right" if at.precision is not None else ""
    return f"threshold {limit:.3f}: {at.coverage:.1%} pass{right}"


def _counts(picture: Picture, axes: Axes, found: Sequence[Bin | None]) -> None:
    """Bars under the plot, as high as their counts by root: one in a hundred is still to be seen."""
    floor = axes.y + axes.height + COUNTS + 12
    most = max((one.count for one in found if one), default=1)
    wide = axes.width / BINS
    for place, one in enumerate(found):
        if one is not None:
            high = max(2.0, (COUNTS - 12) * (one.count / most) ** 0.5)
            left = axes.x + place * wide
            picture.add(Box(left + 1.5, floor - high, wide - 3, high, PALE))
            picture.add(Label(left + wide / 2, floor - high - 2.5, f"{one.count}", 9, QUIET, "middle"))
    picture.add(Stroke([(axes.x, floor), (axes.x + axes.width, floor)], GRID))


def _point(picture: Picture, axes: Axes, one: Bin) -> None:
    picture.add(Stroke([axes.at(one.confidence, one.low), axes.at(one.confidence, one.high)], BLUE, 1.4))
    picture.add(Dot(*axes.at(one.confidence, one.right), 4, BLUE))
