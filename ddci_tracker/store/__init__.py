"""Where facts are kept: engine, tables, versions, migrations, one transaction per command.

Only this room knows SQL. It decides no rule: it hands a ledger to the rules and writes what the
services have already checked. Read and write through the sessions of ``engine``; never keep a
session or a row, only the domain's own values.
"""
