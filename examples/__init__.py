"""Samples to play with; see docs/operate.md."""
