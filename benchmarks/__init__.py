"""Measurements on real data: `make bench` runs them and writes results.md."""
