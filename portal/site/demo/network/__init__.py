"""Who and what is in the demo network? Roles instead of people, and stories that the real actions make."""
