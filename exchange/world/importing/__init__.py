"""How does real data get in? Rows are checked as a whole first (reading), then loaded so that twice is as good as once."""
