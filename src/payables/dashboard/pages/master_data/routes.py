"""All pages of master data, on one screen."""

from typing import Any

from payables.dashboard.pages.master_data import bank_changes, vendor_form, vendors

MASTER_DATA: list[Any] = [
    vendors.show_vendors,
    vendor_form.show_new_vendor,
    vendor_form.enter_vendor,
    vendors.show_vendor,
    vendor_form.show_vendor_form,
    vendor_form.change_vendor,
    vendors.ask_bank_details,
    vendors.forget_reading,
    vendors.switch_validation,
    bank_changes.show_bank_changes,
    bank_changes.set_hold,
    bank_changes.confirm_bank_change,
    bank_changes.decline_bank_change,
    bank_changes.withdraw_bank_change,
]
