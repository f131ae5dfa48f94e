"""One folder a capability.

A folder that has a `capability.py` is part of the product; remove it and the feature is gone.
"""
