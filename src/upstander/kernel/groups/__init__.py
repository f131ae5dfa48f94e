"""Groups of people from several bodies, and who sits in them for whom, and for how long."""
