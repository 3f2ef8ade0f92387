"""Reports in other formats, one file each."""
