"""Geometry of charts: values in, places out. Templates draw them; nothing here knows what is measured."""
