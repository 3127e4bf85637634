"""Họp giao ban."""
