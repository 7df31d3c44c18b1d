"""The embedded PostgreSQL: its programs, its cluster on disk, the process that keeps it alive, and the way to attach.

Everybody else needs one name: `payables.platform.postgres.supervisor.attach_or_start(data_dir, env)`.
"""
