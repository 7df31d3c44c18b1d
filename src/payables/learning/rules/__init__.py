"""Pure decisions: which correction says what, and how a vendor's habit chooses among candidates."""
