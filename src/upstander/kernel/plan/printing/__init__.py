"""The plan as a document in its own layout: to Word, PDF, Excel and text, and home again."""
