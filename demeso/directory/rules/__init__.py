"""What the directory decides, one file a matter."""
