"""Pages of what protects people: agreements, urgent access, reviews, who read what."""
