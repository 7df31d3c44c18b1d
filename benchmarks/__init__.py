"""What the API costs, beside the same SQL without it. Run `python -m benchmarks`; README.md says how it is measured."""
