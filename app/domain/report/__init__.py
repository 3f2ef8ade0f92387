"""The report: the documents of an advice, how choices become words, how a brief is read, what two reports differ in.

Used by everything that shows or stores an advice.
"""
