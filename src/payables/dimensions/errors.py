"""Refusals of dimensions."""

from payables.kit.errors import Refusal


class DimensionExists(Refusal):
    """The company has a dimension with this {field}, id {dimension_id}: change it by POST /v1/dimensions/bulk."""

    status = 409
    code = "dimension_exists"
