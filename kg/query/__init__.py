"""Queries: graphs in memory and on disk, the shipped queries, and what is told of a thing."""
