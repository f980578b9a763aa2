"""Tests of the domain: plain values in, plain values out."""
