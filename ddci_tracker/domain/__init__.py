"""The field's rules as pure code: data and a given day in, decisions with reasons out.

Nothing here reads a clock, a file, a database or a screen, and nothing here imports another
room of the tracker. The day looked at, the moment of knowledge and the policy are arguments.
"""
