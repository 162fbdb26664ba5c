"""Articles of the guide: kept, imported, found."""
