"""Chỉ số thành phần: one sub-index with its tasks by quarter."""
