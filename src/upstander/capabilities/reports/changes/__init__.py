"""Every change to reports: whole or not at all, each with its row in the trail."""
