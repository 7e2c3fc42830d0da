"""Small clips with an exact ground truth, and the tool that makes them."""
