"""Takes out of a file what it says beside its content: where, when, by whom, with what."""
