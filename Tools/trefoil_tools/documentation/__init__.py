"""What scripts/documentation asks: which modules to document, and whether the archive is whole."""
