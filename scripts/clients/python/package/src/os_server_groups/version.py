"""Which version of the spec and which microversion this client was made from."""

__version__ = "@VERSION@"

MICROVERSION = "@MICROVERSION@"
"""The microversion that a client speaks unless it is told another."""
