"""Filters by keyboard: what narrows a list, what to choose it from, and those kept by name."""
