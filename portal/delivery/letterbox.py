"""Where do mails go when no server is set? Into a folder (demo) or onto the terminal."""
