"""What can happen in the guide? All writes, by subject."""
