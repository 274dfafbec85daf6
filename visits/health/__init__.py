"""How is the network doing? Figures from what happened to requests, and what of them may be told.

`gather` asks the database, `facts` is what came back, `measures` counts, `hiding` says which counts may be told, and
`tables` puts all of it into words. Only `gather` knows rows.
"""
