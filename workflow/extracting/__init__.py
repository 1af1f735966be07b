"""What can be read out of a text by rules (pure): contact data, moments, words of a lexicon."""
