"""What every screen stands on: drawing, the address, who looks, names, search."""
