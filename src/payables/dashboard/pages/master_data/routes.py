"""All pages of master data, on one screen."""

from typing import Any

from payables.dashboard.pages.master_data import (
    bank_changes,
    coding_settings,
    dimensions,
    mapping_rules,
    split_rules,
    vendor_form,
    vendors,
)

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
    dimensions.show_dimensions,
    dimensions.show_new_dimension,
    dimensions.enter_dimension,
    dimensions.show_dimension_form,
    dimensions.change_dimension,
    mapping_rules.show_mapping_rules,
    mapping_rules.show_new_mapping_rule,
    mapping_rules.enter_mapping_rule,
    mapping_rules.show_mapping_rule_form,
    mapping_rules.change_mapping_rule,
    mapping_rules.delete_mapping_rule,
    split_rules.show_split_rules,
    split_rules.show_new_split_rule,
    split_rules.enter_split_rule,
    split_rules.show_split_rule_form,
    split_rules.change_split_rule,
    split_rules.delete_split_rule,
    coding_settings.show_coding_settings,
    coding_settings.change_coding_settings,
]
