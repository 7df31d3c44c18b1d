"""All pages and actions of approvals."""

from typing import Any

from payables.dashboard.pages.approvals import mine, notices, settings, stand_ins, steps, undo
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
    notices.show_notices,
    notices.open_notice,
    notices.read_notices,
    stand_ins.show_stand_ins,
    stand_ins.set_stand_in,
    stand_ins.end_stand_in,
    settings.show_approval_settings,
    settings.change_approval_settings,
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
