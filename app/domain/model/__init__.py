"""What rule files and architectures are made of: texts, tests and formulas, inputs, decisions, components, prices.

Values only; every other package uses them, they use none.
"""
