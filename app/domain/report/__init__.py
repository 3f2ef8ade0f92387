"""The report: the documents of an advice, explanations in words, reading briefs, comparing architectures.

It also holds the interview (which question comes next) and the migration of stored reports (upgrade.py).
"""
