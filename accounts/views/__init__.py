"""What is shown on this floor? One file for each subject."""
