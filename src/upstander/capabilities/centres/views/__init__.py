"""The pages of centres: the workspace's, and those for everybody."""
