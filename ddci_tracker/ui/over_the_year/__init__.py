"""Diễn biến: a year in pictures."""
