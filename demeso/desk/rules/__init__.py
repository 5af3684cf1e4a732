"""What the desk decides: how help stands in words, who looked, what is due."""
