"""The door: signing in and out, the password, the role one acts in."""
