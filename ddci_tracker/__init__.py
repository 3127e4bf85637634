"""The DDCI tracker: a department's yearly plan to raise its score, and how far it has come."""

__version__ = "0.1.0"
