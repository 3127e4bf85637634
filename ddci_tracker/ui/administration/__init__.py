"""Quản trị: accounts, links, backups."""
