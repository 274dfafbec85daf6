"""What is the same for every text that readers can report? What is kept of a report, and the rules; never what it is of."""
