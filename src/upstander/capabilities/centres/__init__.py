"""Third-party reporting centres: found, trained, kept alive, and found by who needs one."""
