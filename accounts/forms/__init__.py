"""What do we ask on this floor? One file for each subject."""
