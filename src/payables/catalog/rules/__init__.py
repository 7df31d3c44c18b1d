"""Pure decisions: what an entry is known by, which price holds, what may stand beside what."""
