"""The frozen month and what changed between two of them.

Pure: a board and the acts behind it in, a document out, and back. Not here: where it is kept, who
may freeze, and the forms in which it is handed to people.
"""
