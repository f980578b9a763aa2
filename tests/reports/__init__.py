"""Tests of the reports: finished figures in, documents out."""
