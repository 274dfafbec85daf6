"""Who fits a request, and why? Pure functions over facts; `gather` alone reads rows."""
