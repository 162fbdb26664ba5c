"""Working time, deadlines, warnings, promises."""
