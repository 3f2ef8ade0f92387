"""Other advice beside the given one: alternatives, the curve of cost against size, a budget, what answers are worth.

Used by the advisor and by pages; works on an Advice that was run already.
"""
