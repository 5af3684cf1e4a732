"""What referrals lets one read, one file a matter."""
