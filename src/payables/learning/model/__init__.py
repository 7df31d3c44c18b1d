"""Values of learning."""
