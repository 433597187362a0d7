"""Explore multimodal movie recommenders: what a modality is worth, and for whom."""
