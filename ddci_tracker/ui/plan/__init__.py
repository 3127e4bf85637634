"""Kế hoạch: the plan itself, its findings and what it leaves open."""
