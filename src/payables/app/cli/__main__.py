"""`python -m payables.app.cli` is the command `payables`."""

from payables.app.cli import main

main()
