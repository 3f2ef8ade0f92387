"""Variants of an advice: alternatives, the curve of cost against size, meeting a budget, sensitivity to assumptions.

Every function takes an Advice that was run already and derives the variants from it.
"""
