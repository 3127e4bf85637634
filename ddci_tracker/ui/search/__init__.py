"""One search from any screen: what it found, as a page of its own and in the box of a screen."""
