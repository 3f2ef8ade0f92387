"""The only place that knows YAML: reads `rules/` into a rulebook, or tells every problem in it."""
