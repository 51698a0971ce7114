"""The three policies, each a transformer small enough to read in a sitting.

Shapes: B batch, O object slots, T history tokens, D model width, M modes, K hotkeys.
"""
