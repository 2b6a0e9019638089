"""The nouns of the house: what a source, an item, a batch and a finding are. No I/O happens here."""
