"""From chosen outcomes to a priced architecture: structure, components with their load, line items, comparisons.

Used by the rulebook and everything above; knows the model alone.
"""
