"""`kg serve`: a graph over HTTP, for SPARQL clients and for people.

    formats    media types and their negotiation, the same for the endpoint and for pages
    frames     how the server and its workers talk
    worker     a process that answers from the store and that can do nothing else
    pool       the workers: a fast lane, a slow lane, a queue with an end
    protocol   the SPARQL 1.1 Protocol as a read-only endpoint speaks it
    names      search as you type
    things     what a page shows of an IRI, read by a worker
    html       elements and escaping
    pages      the pages themselves, a file for each kind
    describe   VoID and the SPARQL service description
    headers    what is asked of and told to every client
    cache      the latest answers
    site       an open store, its workers, and what all routes ask of them
    data_routes, page_routes   what is answered to programs, and to readers
    app        the routes by their paths
    connections, server   listening, with bounds on what clients hold

Imports point from below to above. What a stranger sends is never evaluated in the server's own process.
"""
