"""Price points as such: against AWS's price list, against another revision, their age and gaps, what needs them.

Used by the price commands, the checks of the rule files and the API.
"""
