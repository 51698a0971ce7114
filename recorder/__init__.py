"""Pure Recording: watches the window and the person's input, and keeps a journal that survives."""
