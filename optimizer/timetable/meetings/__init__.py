"""One-to-one meetings: who meets whom, when and at which table."""
