"""Pure decisions about the trail: its canonical form, its chain, its heads."""
