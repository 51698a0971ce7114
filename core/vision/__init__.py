"""Eyes: reads the HUD and finds the objects in a picture of the game's window."""
