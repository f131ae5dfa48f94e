"""Every change to a centre: whole or not at all, each with its row in the trail."""
