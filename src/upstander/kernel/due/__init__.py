"""What waits for whom: one page, gathered from every capability."""
