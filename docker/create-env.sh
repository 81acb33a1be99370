#!/usr/bin/env bash
# Writes .env beside docker-compose.yml: docker/example.env with random passwords. An existing .env is kept.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
target="${1:-$root/.env}"
if [ -e "$target" ]; then
  echo "$target exists and is kept"
  exit 0
fi
umask 077
while IFS= read -r line; do
  case "$line" in
    ACCESS_TOKEN= | POSTGRES_PASSWORD= | S3_SECRET_KEY= | GRAFANA_PASSWORD= | CONSOLE_KEY=)
      echo "$line$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"
      ;;
    CAMERA_CREDENTIALS_KEY=)
      echo "$line$(head -c 32 /dev/urandom | base64)"
      ;;
    *) echo "$line" ;;
  esac
done < "$root/docker/example.env" > "$target"
echo "wrote $target"
