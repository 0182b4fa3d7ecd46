"""Trains the default model's sparse and ColBERT heads; Models/default-heads holds the result."""
