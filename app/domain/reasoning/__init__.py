"""Exact reasoning over incomplete answers with a SAT solver, and the proofs over the whole rulebook.

Which outcomes are settled, which inputs still matter, which answers force an outcome, what would change it.
"""
