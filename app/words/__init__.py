"""All words that the program itself says, English beside Korean, and how numbers, units and money are written.

`catalogue` gives the sentence under a key; the sentences stand in `catalogues/`, one module for each page or topic.
`figures`, `units` and `particles` write what is filled in. Used by everything above; knows nothing of rules, reports,
pages or commands.
"""
