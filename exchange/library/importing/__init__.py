"""How do references get in from a file? Bytes become text (decoding), text becomes entries (bibtex, ris), and entries
become rows of ours (rows): each is sound, or says in words what is wrong with it. Nothing here asks the database."""
