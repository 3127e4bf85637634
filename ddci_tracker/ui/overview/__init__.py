"""Tổng quan: the plan on one screen."""
