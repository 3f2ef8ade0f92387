"""Draws an architecture; knows nothing of decisions, and of costs only the text of a badge."""
