"""What is done in referrals, one file a matter."""
