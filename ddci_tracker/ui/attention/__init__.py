"""Cần xử lý: what to act on, worst first."""
