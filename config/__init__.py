"""The composition root: settings, URLs, the table of acts, the command line."""
