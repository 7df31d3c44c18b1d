"""Reports: sums over what the others keep, for accruals, for the overview and for the controller."""
