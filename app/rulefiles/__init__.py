"""Reads the YAML and CSV files of `rules/` into a rulebook, or reports every problem in them."""
