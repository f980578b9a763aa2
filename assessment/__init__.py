"""A self-hosted Trustworthy-AI self-assessment: questionnaires, scoring, reports. Importing it loads nothing else."""
