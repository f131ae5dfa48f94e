"""Words that everyone shares: strands, wards, quarters; dated, so that old records keep theirs."""
