"""Line items: tables found by their header words and their arithmetic."""
