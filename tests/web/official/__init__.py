"""Tests of the pages for officials."""
