#!/bin/sh
# The command line as the user of the service with its settings; installed as /usr/local/bin/assessment, for root.
# A data folder or database given before the command wins: INSTANCE=/var/tmp/drill DATABASE_URL= assessment doctor
set -eu
set -- /opt/assessment/.venv/bin/python -m assessment "$@"
[ -z "${INSTANCE+given}" ] || set -- "INSTANCE=$INSTANCE" "$@"
[ -z "${DATABASE_URL+given}" ] || set -- "DATABASE_URL=$DATABASE_URL" "$@"
exec systemd-run --pipe --wait --quiet --collect --uid=assessment --property=UMask=0077 \
    --property=EnvironmentFile=/etc/assessment/assessment.env --property=WorkingDirectory=/opt/assessment /usr/bin/env "$@"
