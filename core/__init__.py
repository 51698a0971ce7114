"""What every part of Understudy shares. Imports none of the other packages."""
