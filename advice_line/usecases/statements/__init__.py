"""Contracts with commissioners and what is charged by them."""
