"""What is read of casework, one file a matter."""
