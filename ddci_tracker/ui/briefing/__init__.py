"""Bản tin tháng: frozen months and their files."""
