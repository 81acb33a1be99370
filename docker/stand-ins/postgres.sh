#!/bin/bash
# Starts PostgreSQL as the image postgres does: on an empty data folder it creates the user POSTGRES_USER with
# POSTGRES_PASSWORD and the database POSTGRES_DB, with a server that only the container reaches.
set -euo pipefail
programs=/opt/postgres/bin
user="${POSTGRES_USER:-postgres}"
database="${POSTGRES_DB:-$user}"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  : "${POSTGRES_PASSWORD:?is not set: the database needs a password}"
  "$programs/initdb" --pgdata="$PGDATA" --username="$user" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") \
    --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8 --locale=C --no-instructions
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
  "$programs/postgres" -D "$PGDATA" -c listen_addresses= -c unix_socket_directories=/tmp &
  until psql -h /tmp -U "$user" -d postgres -tAc 'SELECT 1' >/dev/null 2>&1; do sleep 0.2; done
  if [ "$database" != postgres ]; then
    psql -h /tmp -U "$user" -d postgres -v ON_ERROR_STOP=1 -v name="$database" <<<'CREATE DATABASE :"name";'
  fi
  kill -INT "$!"
  wait "$!"
fi
exec "$programs/postgres" -D "$PGDATA" -c 'listen_addresses=*' -c unix_socket_directories=/tmp "$@"
