"""The Strategy Group meets, and other groups like it (objective 3)."""
