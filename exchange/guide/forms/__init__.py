"""What do we ask in the guide? By subject."""
