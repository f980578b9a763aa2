"""Documents that leave the system: finished figures in, bytes out."""
