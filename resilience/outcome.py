"""What a harness found."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Outcome:
    """`control_failed` counts what the negative control found: a harness that finds nothing there proves nothing."""

    tried: int
    failed: int
    control_tried: int
    control_failed: int
    notes: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return self.tried > 0 and self.failed == 0 and self.control_failed > 0


HEAD = ("harness", "tried", "failed", "control tried", "control failed", "verdict")


def table(outcomes: dict[str, Outcome]) -> str:
    rows = [HEAD, *(_row(name, outcome) for name, outcome in outcomes.items())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    for name, outcome in outcomes.items():
        lines += ["", f"{name}:", *(f"  {note}" for note in outcome.notes)]
    return "\n".join(lines)


def _row(name: str, outcome: Outcome) -> tuple[str, ...]:
    counts = (outcome.tried, outcome.failed, outcome.control_tried, outcome.control_failed)
    verdict = "passed" if outcome.passed else "FAILED" if outcome.failed else "FAILED: the control found nothing"
    return (name, *map(str, counts), verdict)
