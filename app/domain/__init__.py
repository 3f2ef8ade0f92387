"""The domain: pure functions over immutable values, without files, network or clock.

Its layers from the highest to the lowest; a layer imports only from lower ones (held by import-linter):

advisor · whatif and pricebooks · report · reasoning · advice · rulebook · pipeline · model
"""
