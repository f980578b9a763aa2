"""What may be uploaded as evidence: judged by content, never unpacked into memory, never run."""
