"""One file per version; a version that has been released is never edited."""
