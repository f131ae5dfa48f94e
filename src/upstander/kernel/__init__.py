"""What every capability may lean on. The kernel knows none of them."""
