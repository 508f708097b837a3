"""Who judges what: conflicts, the assignment of judges to entries, and its plan."""
