"""The transport: who gets through, what is sent how, what the server says of itself.

Not here: what a screen shows and who may do what. Screens belong to ``ui`` and ``pages``,
permissions to ``services``; this room decides about requests before any of them runs.
"""
