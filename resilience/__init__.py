"""Faults and attacks against a real deployment. Run `python -m resilience`; README.md says what each harness does."""
