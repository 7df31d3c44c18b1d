"""The database's versions, in order. `payables migrate` brings a database to the newest one."""
