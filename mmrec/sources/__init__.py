"""The three doors through which data comes in."""
