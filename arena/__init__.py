"""Outer Belt, the built-in game: a simulation without Qt, a renderer and window with it, and pilots that play it."""
