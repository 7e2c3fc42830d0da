"""Two movements as figures on top of each other or side by side."""
