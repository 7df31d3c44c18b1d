"""The sums of a paper and its lines decided together, by what closes."""
