"""What the desk asks of whoever watches over the data, one file a matter."""
