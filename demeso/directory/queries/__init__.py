"""What the directory lets one read, one file a matter."""
