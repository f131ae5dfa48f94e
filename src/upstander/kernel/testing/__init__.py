"""What every capability gets tested for free, and the fixtures that tests share."""
