"""What people see: navigation, controls, tiles, charts and tables, drawn from view models.

Nothing is decided here. Pages stay thin: they take a look from ``frame`` and have it drawn.
"""
