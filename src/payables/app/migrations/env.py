"""Alembic's entry: runs the versions on the connection that `migrate` hands over, in the transaction it has begun."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
