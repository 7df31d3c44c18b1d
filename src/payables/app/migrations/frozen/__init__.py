"""Rules as they were when a version was written: what a version computes stays as it was, whatever the rules become."""
