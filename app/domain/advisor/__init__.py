"""The entry points for the web and the command line: the whole advice, single stages, guidance for programs."""
