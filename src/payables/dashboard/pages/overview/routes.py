"""The pages of this area."""

from payables.dashboard.pages.overview.show import get_report, show_overview

OVERVIEW = [show_overview, get_report]
