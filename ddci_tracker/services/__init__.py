"""What a person can do, each with who may do it, what is refused and why.

A service checks permission and input, then acts in one transaction. Screens, the command line
and scheduled jobs all come through here; none of them reaches the store by itself.
"""
