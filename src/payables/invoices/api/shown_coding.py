"""Dimensions that something is coded with, as the API shows them."""

from collections.abc import Mapping

from payables.invoices.queries.parts import Parts
from payables.invoices.schema.invoice import CodedDimension


def shown_coding(dimensions: Mapping[str, str], parts: Parts) -> dict[str, CodedDimension]:
    """Types in capitals, as clients write them."""
    found = {type_.upper(): parts.dimensions[id] for type_, id in dimensions.items()}
    return {type_: CodedDimension(d["id"], d["erp_dimension_id"], d["name"], d["code"]) for type_, d in found.items()}
