"""What puts the kernel and the capabilities together and serves them."""
