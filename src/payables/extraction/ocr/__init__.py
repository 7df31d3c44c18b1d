"""Optical character recognition: one folder per engine, one line each in registry.py."""
