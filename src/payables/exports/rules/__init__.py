"""Pure decisions of exports."""
