"""Rules of reporting that know no request, no user and no database."""
