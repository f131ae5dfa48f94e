"""Where other organisations' systems ask: tokens, one check, one document, plain refusals."""
