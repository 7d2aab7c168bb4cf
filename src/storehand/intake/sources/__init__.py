"""Sources fetch what a database or an API holds and lay it down as files, which are read like any other file."""
