"""Storehand (店助): the operations assistant of an online store."""

__version__ = "0.1.0"
