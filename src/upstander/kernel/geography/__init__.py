"""Where things are: the borders of wards, names of places, distances, and our own map."""
