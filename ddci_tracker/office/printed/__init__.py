"""Files that a plan was printed from, opened as lines: Word, PDF, older formats, plain text.

Only the container is read here. What the lines say of a plan is not asked.
"""
