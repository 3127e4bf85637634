"""Kết luận họp: what every meeting concluded, and what became of it."""
