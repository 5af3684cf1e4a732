"""What the desk shows and writes down."""
