#!/bin/sh
# Makes one backup and forgets those older than 35 days. Run by assessment-backup.service.
set -eu
umask 077
folder=${BACKUPS:-/var/backups/assessment}
program=${PROGRAM:-/opt/assessment/.venv/bin/python}
file="$folder/assessment-$(date -u +%Y-%m-%dT%H%M%SZ).zip"
"$program" -m assessment backup "$file" --passphrase-file "${PASSPHRASE_FILE:-$CREDENTIALS_DIRECTORY/passphrase}"
find "$folder" -maxdepth 1 -type f -name 'assessment-*.zip' -mtime +35 -delete
