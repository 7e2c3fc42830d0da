"""How well and how fast: accuracy, agreement with exact truth, and speed. Run with ``-m``."""
