"""From chosen outcomes to a priced architecture: structure, components with load and size, line items, comparisons.

It imports only the model; the rulebook holds its types.
"""
