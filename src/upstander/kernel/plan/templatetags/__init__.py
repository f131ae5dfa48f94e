"""Words of the plan's own templates."""
