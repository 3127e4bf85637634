"""How long tests wait for what must come, in one place.

It is far longer than anything takes, for a machine that is busy with everything else: a test waits
for what it expects to see and goes on at once. It is no measure of speed; ``make bench`` is.
"""

PATIENCE_SECONDS = 180
