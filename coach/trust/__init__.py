"""What patients agree to and who saw it, in their words; what is deleted when its time is over."""
