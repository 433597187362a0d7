"""What is measured, as free functions on arrays."""
