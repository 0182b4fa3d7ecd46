"""Checks the source code: who may import what, which words a module speaks, and the layout."""
