"""The front door for browsers and programs: parse the request, call the domain, render."""
