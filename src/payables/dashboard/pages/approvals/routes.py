"""All pages and actions of approvals."""

from typing import Any

from payables.dashboard.pages.approvals import mine, steps, undo
from payables.dashboard.pages.approvals.policies import show as policies
from payables.dashboard.pages.approvals.policies import steps as policy_steps

APPROVALS: list[Any] = [
    mine.show_my_approvals,
    mine.approve_selected,
    mine.decline_selected,
    mine.flag_selected,
    steps.approve_invoice,
    steps.decline_invoice,
    steps.flag_invoice,
    steps.hold_invoice,
    steps.release_invoice,
    steps.ask_approver,
    steps.remove_approver,
    steps.renew_approvers,
    steps.comment_invoice,
    steps.remove_comment,
    undo.show_undo,
    undo.undo_decisions,
    policies.show_policies,
    policies.show_new_policy,
    policies.show_policy,
    policies.show_versions,
    policy_steps.create_policy,
    policy_steps.change_policy,
    policy_steps.try_new_policy,
    policy_steps.try_policy,
    policy_steps.retire_policy,
    policy_steps.restore_policy,
]
