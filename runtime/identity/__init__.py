"""Who is calling: passwords, sessions, tokens. Who exists is `engine.people`."""
