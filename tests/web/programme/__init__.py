"""Tests of the programme's pages."""
