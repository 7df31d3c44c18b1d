"""What papers exist: one file per tenant."""

from __future__ import annotations

from samples.model import Paper
from samples.story import corner_cafe, harbor_grill, nordwind

PAPERS: tuple[Paper, ...] = (*corner_cafe.papers(), *harbor_grill.papers(), *nordwind.papers())
