"""What is done in casework, one file a matter."""
