"""What is done at a centre, one file a matter."""
