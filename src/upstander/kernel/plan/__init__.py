"""The living plan: strategy, plan, theme, objective, action, occurrence; updates, measures, status."""
