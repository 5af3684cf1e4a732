"""What is done in the directory, one file a matter."""
