"""What a document says, as one model, and how it is written: HTML, PDF, Word, Excel, a calendar."""
