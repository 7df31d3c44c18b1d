"""Rankers: which of a field's candidates is its value, and how probably."""

from payables.extraction.ranking.rank import ranked as ranked
