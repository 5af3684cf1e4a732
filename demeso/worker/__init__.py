"""Worker: the app for whoever holds keys; sealed text is opened only there."""
