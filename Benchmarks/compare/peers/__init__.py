"""What runs in the peers' own Python environment: their models' preparation, and their workers."""
