"""Measures of speed and memory: `make bench`. The last results are in resultats.md."""
