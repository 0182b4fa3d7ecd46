"""What `prepare_default_model.py` is made of: one module for each file format."""
