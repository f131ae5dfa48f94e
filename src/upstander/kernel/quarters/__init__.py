"""How a plan is kept up: each quarter asked for, answered, reviewed, adopted, and made public."""
