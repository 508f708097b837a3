"""Which technology package goes to which need: candidates, the assignment under capacity, and its plan."""
