"""How is a hostile file made harmless? Runs in a process of its own, which knows neither Django nor any secret."""
