"""What casework asks, as data."""
