"""Simulated viewers: what they like, what they watch, how they rate and what they write."""
