"""`understudy recordings ...`: one module a command; what they do stands in `core.library`."""
