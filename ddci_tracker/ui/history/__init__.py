"""Lịch sử: who recorded what, and bringing an earlier version back."""
