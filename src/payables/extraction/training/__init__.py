"""Rankers are learned here: labelled candidates, folds by layout, figures, and the text files that reading evaluates."""
