"""Exact reasoning over incomplete answers: the rulebook as clauses, and the questions that are asked of them."""
