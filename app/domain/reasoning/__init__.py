"""Over incomplete answers: what is settled, what still matters, what would change it; and the proofs.

Used by the report (the interview) and the packages above it; knows rulebook and advice, nothing of documents.
"""
