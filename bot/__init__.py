"""The autopilot: a policy in the person's seat."""
