"""What is asked of people, keys and devices, one file a matter."""
