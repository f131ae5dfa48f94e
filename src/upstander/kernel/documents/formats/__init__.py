"""One reader for each kind of file. They run in the limited child, never in the product itself."""
