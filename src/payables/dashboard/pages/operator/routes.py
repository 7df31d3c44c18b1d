"""The operators' pages, on one screen."""

from payables.dashboard.pages.operator import accounts, installation, org_file, people

OPERATOR = [
    installation.show_installation,
    installation.show_jobs,
    installation.retry_jobs,
    accounts.show_accounts,
    accounts.show_account,
    accounts.get_org_file,
    org_file.show_org_file,
    org_file.plan_file,
    org_file.plan_edit,
    org_file.apply_file,
    people.show_people,
    people.make_link,
    people.end_sessions,
    people.take_second_factor,
    people.put_operator,
]
