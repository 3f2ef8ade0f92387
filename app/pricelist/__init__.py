"""AWS's public price list over HTTP: indexes, offer files, and the rates in them; knows nothing of rule files."""
