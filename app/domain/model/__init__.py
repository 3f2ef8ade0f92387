"""The data types of rule files and architectures: unary tests and formulas, inputs, decisions, components, prices.

The lowest layer of the domain: it imports no other package of the domain.
"""
