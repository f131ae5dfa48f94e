"""A report as a Word document, part by part."""
