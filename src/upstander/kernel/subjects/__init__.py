"""The person spoken of: how to reach them safely, what they agreed to, what was sent of them."""
