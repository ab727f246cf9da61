"""Accuracy: how right a build is, measured against passages that readers have annotated."""
