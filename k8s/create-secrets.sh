#!/usr/bin/env bash
# Creates the Secrets that the manifests refer to, with random passwords and a new signing key pair. A Secret that exists is
# left as it is. Use your own secret store instead where you have one: the names and keys below are all that is needed.
#
#   k8s/create-secrets.sh [NAMESPACE]
#
# S3_ACCESS_KEY and S3_SECRET_KEY name the keys of an existing store; without them new ones are made (overlays minimal and kind,
# whose store takes them over). BACKUP_S3_ACCESS_KEY and BACKUP_S3_SECRET_KEY are those of the bucket of backups (cpu and gpu).
set -euo pipefail
namespace="${1:-nerest}"

for program in kubectl openssl; do
  command -v "$program" >/dev/null || { echo "create-secrets.sh: $program is not installed" >&2; exit 2; }
done
umask 077
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
random() { openssl rand -hex 24; }

# secret NAME KEY=VALUE... ; a value @FILE is the content of a file
secret() {
  local name="$1" pair key value
  local arguments=()
  shift
  if kubectl -n "$namespace" get secret "$name" >/dev/null 2>&1; then
    echo "$name exists and is kept"
    return
  fi
  for pair in "$@"; do
    key="${pair%%=*}"
    value="${pair#*=}"
    case "$value" in
      @*) arguments+=("--from-file=$key=${value#@}") ;;
      *)
        printf %s "$value" >"$folder/$name.$key"
        arguments+=("--from-file=$key=$folder/$name.$key")
        ;;
    esac
  done
  kubectl -n "$namespace" create secret generic "$name" "${arguments[@]}"
}

kubectl get namespace "$namespace" >/dev/null 2>&1 || kubectl create namespace "$namespace"
openssl genpkey -algorithm ed25519 -out "$folder/private.pem" 2>/dev/null
openssl pkey -in "$folder/private.pem" -pubout -out "$folder/public.pem"
has() { kubectl -n "$namespace" get secret "$1" >/dev/null 2>&1; }
if { has nerest-signing-private && ! has nerest-signing-public; } || { ! has nerest-signing-private && has nerest-signing-public; }; then
  echo "create-secrets.sh: only one of nerest-signing-private and nerest-signing-public exists; create both from one key pair" >&2
  exit 1
fi

# Every service.
secret nerest-s3 access-key="${S3_ACCESS_KEY:-$(random)}" secret-key="${S3_SECRET_KEY:-$(random)}"
secret nerest-ingest-database username=ingest password="$(random)"
secret nerest-scoring-database username=scoring password="$(random)"
secret nerest-selector-database username=selector password="$(random)"
secret nerest-trainer-database username=trainer password="$(random)"
secret nerest-console-database username=console password="$(random)"
secret nerest-signing-public public.pem="@$folder/public.pem"
# REST clients of the overlays minimal and kind: the rights of all roles.
secret nerest-access token="$(random)"
# Ingest alone: what encrypts the passwords of cameras in the database. Keep a copy: without it they must be entered again.
secret nerest-camera-credentials key="$(openssl rand -base64 32)"
# The console: what it signs sessions with.
secret nerest-console-sessions key="$(random)"
# The trainer alone.
secret nerest-signing-private private.pem="@$folder/private.pem"
# The PostgreSQL server of the overlays minimal and kind: its superuser.
secret nerest-postgres password="$(random)"
# Autoscaling and backups of the overlays cpu and gpu.
secret nerest-keda-database username=keda password="$(random)"
secret nerest-backup-s3 access-key="${BACKUP_S3_ACCESS_KEY:-$(random)}" secret-key="${BACKUP_S3_SECRET_KEY:-$(random)}"
