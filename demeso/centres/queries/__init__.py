"""What one may read of a centre."""
