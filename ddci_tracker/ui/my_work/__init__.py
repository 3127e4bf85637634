"""Việc của tôi: what a unit owes, and saying how far it is."""
