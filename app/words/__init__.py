"""All words that the program itself says, English beside Korean, and how numbers, units and money are written.

Used by everything above; knows nothing of rules, reports, pages or commands.
"""
