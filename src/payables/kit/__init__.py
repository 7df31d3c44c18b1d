"""Pure values: money, dates, ids, errors, pages. Imports nothing of ours."""
