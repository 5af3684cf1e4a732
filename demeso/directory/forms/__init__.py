"""What the directory asks, one file a matter."""
