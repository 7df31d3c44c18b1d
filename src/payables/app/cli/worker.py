"""payables worker: read uploaded files and do other background work."""

from payables.app.worker import main


def worker() -> None:
    """Run a worker until Ctrl-C or SIGTERM; running work is finished or given back. There may be several."""
    main()
