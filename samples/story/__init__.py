"""What papers exist: one file per company."""

from __future__ import annotations

from samples.model import Paper
from samples.story import corner_cafe, harbor_grill, nordwind_gmbh, nordwind_inc, nordwind_sarl

COMPANIES = (corner_cafe, harbor_grill, nordwind_gmbh, nordwind_sarl, nordwind_inc)
PAPERS: tuple[Paper, ...] = tuple(paper for company in COMPANIES for paper in company.papers())
