"""Goals that can be written, judged, measured and reviewed."""
