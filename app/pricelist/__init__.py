"""Reads AWS's public price list over HTTP: indexes, offer files, and the rates in them."""

HOST = "https://pricing.us-east-1.amazonaws.com"
"""The server on which AWS publishes its price list."""
