"""Maintaining price books: refreshing from AWS's price list, comparing revisions, reviewing age and gaps.

Used by the price commands, the checks of the rule files and the API for single resources.
"""
