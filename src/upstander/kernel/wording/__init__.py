"""What words speak of, and how much they weigh: for texts that may have to be answered at once."""
