"""All pages of exports, on one screen."""

from typing import Any

from payables.dashboard.pages.exports import jobs, mappings, steps, stuck

EXPORTS: list[Any] = [
    jobs.show_exports,
    jobs.make_export,
    stuck.show_stuck,
    mappings.show_mappings,
    mappings.show_new_mapping,
    mappings.enter_mapping,
    mappings.show_mapping,
    mappings.change_mapping,
    mappings.delete_mapping,
    jobs.show_job,
    jobs.get_file,
    steps.acknowledge_job,
    steps.fail_job,
    steps.cancel_job,
    steps.doubt_job,
    steps.resolve_job,
]
