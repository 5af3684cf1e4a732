"""What referrals decides, one file a matter."""
