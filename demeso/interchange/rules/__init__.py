"""What a file of the directory says, and where it is wrong."""
