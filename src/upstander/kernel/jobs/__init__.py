"""Background work: tasks, a sweeper for those that a crash left, a tick for what comes round."""
