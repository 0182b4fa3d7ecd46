"""Programs for Trefoil's contributors, and what they share; `Tools/run` runs them."""
