"""Running the service: what operators see and do. Nothing here shows answers or secrets."""
