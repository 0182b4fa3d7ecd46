"""Prepares the default model: a module for each file format that it comes from."""
