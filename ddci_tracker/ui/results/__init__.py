"""Kết quả: scores and ranks over the years, entered and compared."""
