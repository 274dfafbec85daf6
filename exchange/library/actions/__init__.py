"""What can happen in the library? All writes, by subject."""
