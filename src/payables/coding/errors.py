"""Refusals of coding."""

from payables.kit.errors import Refusal


class RuleExists(Refusal):
    """The company has a mapping rule with the same conditions, id {rule_id}: change it by PATCH /v1/mapping-rules/{rule_id}."""

    status = 409
    code = "mapping_rule_exists"


class SplitRuleExists(Refusal):
    """There is a split rule for this vendor and item by now, id {rule_id}: read it, and send its ETag as If-Match to replace it."""

    status = 409
    code = "split_rule_exists"


class SplitDoesNotAddUp(Refusal):
    """The parts come to {parts}, and {whole} is split: the difference is {difference}. Correct the parts so that they sum to it exactly."""

    status = 400
    code = "split_does_not_add_up"


class LearnedCodingOff(Refusal):
    """Learned coding is off for this company: switch it on by PATCH /v1/coding-settings, or code the lines yourself."""

    status = 409
    code = "learned_coding_off"
