"""Makes the judged queries on which the default model's hybrid weights are chosen."""
