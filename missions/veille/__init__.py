"""The veille at work: feeds read and collected, letters written and sent."""
