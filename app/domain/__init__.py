"""Reasoning, pure: values in, values out. Eight floors, top down; a package may use those below it, never one above.

advisor · whatif and pricebooks · report · reasoning · advice · rulebook · pipeline · model
"""
