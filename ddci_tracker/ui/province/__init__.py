"""Đơn vị: a plan by unit."""
