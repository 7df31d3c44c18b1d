"""API keys, OAuth clients, tokens, API users and their scope, people and roles."""
