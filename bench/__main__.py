"""`python -m bench`: what `make bench` runs."""

from bench.lancer import lancer

lancer()
