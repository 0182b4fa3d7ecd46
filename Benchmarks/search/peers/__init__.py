"""One small file a peer, and the worker that builds and times it in a process of its own."""
