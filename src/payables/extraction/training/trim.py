"""LightGBM's text without what only learning needs: it stays readable for LightGBM, and small."""

_DROPPED = (
    "tree_sizes", "split_gain", "leaf_weight", "leaf_count", "internal_value", "internal_weight",
    "internal_count", "is_linear", "shrinkage", "monotone_constraints",
)  # fmt: skip
_END = "end of trees"


def trimmed(text: str) -> str:
    kept = [line for line in text[: text.index(_END)].splitlines() if line.split("=", 1)[0] not in _DROPPED]
    return "\n".join([*kept, _END, ""])
