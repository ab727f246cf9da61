"""The whole line: files in, one checked graph out, each document read in a process with limits."""
