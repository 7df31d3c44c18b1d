"""Decisions of people over any subject: who was asked, who decided what, and what exactly they saw."""
