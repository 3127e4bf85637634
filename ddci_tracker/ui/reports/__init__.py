"""Báo cáo: who owes which report, and acting on them."""
