"""What consent decides, one file a matter."""
