"""Checks of a machine and a deployment. They look and never change anything."""
