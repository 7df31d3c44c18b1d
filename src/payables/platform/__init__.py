"""What every capability stands on: database, queue, files, HTTP edge, settings, clock, limits, idempotency."""
