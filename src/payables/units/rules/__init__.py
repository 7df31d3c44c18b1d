"""Pure decisions of units: what a unit or a pack says, and how many of one make another."""
