"""The coach against sets of movements that experts have labelled or measured otherwise."""
