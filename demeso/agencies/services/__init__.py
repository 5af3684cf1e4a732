"""What is done about people, roles, keys and devices, one file a matter."""
