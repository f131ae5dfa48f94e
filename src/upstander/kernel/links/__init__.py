"""What was handed over: from a record to a body or another part of the product, with its answer."""
