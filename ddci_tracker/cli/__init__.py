"""The command line: the same services for a terminal and for scheduled jobs.

With ``--json`` standard output carries one JSON document and nothing else. Exit 0 when the
question was answered, 2 with one sentence for bad input, 3 when somebody else came first.
"""
