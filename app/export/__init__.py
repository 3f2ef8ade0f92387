"""Turns a report into other formats, one file each."""
