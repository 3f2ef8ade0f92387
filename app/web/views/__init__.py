"""One view for each template: what it shows, in order and in groups; templates do not calculate."""
