"""The person spoken of: how to reach them safely, what they agreed to, and what was sent of them."""
