"""What the answers to an enquête say: counted, crossed, read side by side, exported (Cap Rural, guide, p. 21)."""
