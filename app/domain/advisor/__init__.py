"""The product: the whole advice as one function, its stages one by one, guidance for programs.

Used by the web and the command line only.
"""
