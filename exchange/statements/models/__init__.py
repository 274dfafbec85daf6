"""What do we keep in this room? One file for each subject; all names can be imported from here."""
