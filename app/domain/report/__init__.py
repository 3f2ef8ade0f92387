"""The report: the documents of an advice, how choices become words, how a brief is read, what two reports differ in.

A stored report of an older schema version is read in upgrade.py.

Used by everything that shows or stores an advice.
"""
