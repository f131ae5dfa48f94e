"""What people write into the plan."""
