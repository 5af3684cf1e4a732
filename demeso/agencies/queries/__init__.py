"""What is read of people, keys and recovery, one file a matter."""
