"""What the advisor reasons with: values in, values out; no file, clock, network or framework."""
