"""Every sentence of the program in English and Korean, and the formatting of numbers, units and money.

`catalogue` looks up a sentence by key; `catalogues/` has the sentences, one module for each page or topic.
`figures`, `units` and `particles` format the values that are filled in. This package imports no other of the program.
"""
