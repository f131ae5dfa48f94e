"""The design system: base pages, components, forms, charts, template tags."""
