#!/usr/bin/env bash
# Starts docker-compose.yml as a user would, waits until everything is healthy, runs the demo inside the stack, and removes
# all of it. Fails if a limit is exceeded or frames were lost or processed twice.
#
#   scripts/check-compose.sh                # with the images that docker-compose.yml names
#   scripts/check-compose.sh --stand-ins    # with nerest/stand-in-{kafka,postgres,s3} (scripts/build-images.sh --stand-ins)
#   scripts/check-compose.sh --stand-ins --limits-of minimal   # with memory limits and Java options of a rendered overlay
#
# The images of the services must be built (scripts/build-images.sh). Without a Docker engine the check is skipped.
# HEALTHY_LIMIT_S changes the limit for the start, for a machine that is busy with other work.
# The demo is short: one round and two epochs; DEMO_ROUNDS, DEMO_EPOCHS and DEMO_IMGSZ change it.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
healthy_limit_s="${HEALTHY_LIMIT_S:-180}"
memory_limit_mib=5120
export DEMO_ROUNDS="${DEMO_ROUNDS:-1}" DEMO_EPOCHS="${DEMO_EPOCHS:-2}"
stand_ins=
limits_of=
while [ $# -gt 0 ]; do
  case "$1" in
    --stand-ins) stand_ins=yes ;;
    --limits-of)
      limits_of="$root/k8s/rendered/${2:-}.yaml"
      [ -f "$limits_of" ] || { echo "check-compose: there is no $limits_of" >&2; exit 2; }
      shift
      ;;
    *) echo "check-compose: unknown argument $1" >&2; exit 2 ;;
  esac
  shift
done

if ! docker info >/dev/null 2>&1; then
  echo "check-compose: SKIPPED: no Docker engine answers (scripts/docker-engine.sh starts one)"
  exit 0
fi
if docker compose version >/dev/null 2>&1; then
  compose=(docker compose)
elif command -v docker-compose >/dev/null; then
  compose=(docker-compose)
else
  echo "check-compose: SKIPPED: neither 'docker compose' nor 'docker-compose' is installed"
  exit 0
fi

work="$(mktemp -d)"
settings="$work/env"
"$root/docker/create-env.sh" "$settings" >/dev/null
sed -i '/^COMPOSE_PROJECT_NAME=/d' "$settings"
cat >> "$settings" <<SETTINGS
INGEST_PORT=18081
SCORING_PORT=18082
SELECTOR_PORT=18083
TRAINER_PORT=18084
CONSOLE_PORT=18085
SETTINGS
if [ -n "$stand_ins" ]; then
  cat >> "$settings" <<SETTINGS
KAFKA_IMAGE=nerest/stand-in-kafka:1
POSTGRES_IMAGE=nerest/stand-in-postgres:1
S3_IMAGE=nerest/stand-in-s3:1
S3_NOTIFICATION_ARN=
S3_STORE_NOTIFIES=false
SETTINGS
fi
compose+=(-p nerest-check --env-file "$settings" -f "$root/docker-compose.yml")
if [ -n "$limits_of" ]; then
  # Containers have the names of the pods' workloads. JSON is YAML, too.
  for program in yq jq; do
    command -v "$program" >/dev/null || { echo "check-compose: $program is not installed" >&2; exit 2; }
  done
  { yq -c . "$limits_of" 2>/dev/null || yq -o=json -I=0 . "$limits_of"; } | jq -s '
    (map(select(.kind == "ConfigMap") | {(.metadata.name): .data}) | add) as $maps
    | def options: with_entries(select(.key | IN("JAVA_TOOL_OPTIONS", "MALLOC_ARENA_MAX", "KAFKA_HEAP_OPTS")));
    map(select(.kind == "Deployment" or .kind == "StatefulSet")
      | .metadata.name as $name | .spec.template.spec.containers[0]
      | {($name): {
          mem_limit: (.resources.limits.memory | sub("Mi$"; "m")),
          environment: (([.envFrom[]?.configMapRef.name | $maps[.] | options] | add // {})
            + ([.env[]? | {key: .name, value}] | from_entries | options))}})
    | {services: add}' > "$work/limits.yml"
  compose+=(-f "$work/limits.yml")
fi
# Compose 1.29 reads profiles from its own environment and from .env in the project, but not from --env-file.
export COMPOSE_PROFILES=cpu

sampler=
finish() {
  local status=$?
  [ -z "$sampler" ] || kill "$sampler" 2>/dev/null || true
  if [ "$status" -ne 0 ]; then
    "${compose[@]}" ps || true
    "${compose[@]}" logs --tail 25 --no-color || true
  fi
  "${compose[@]}" --profile demo down -v --remove-orphans >/dev/null 2>&1 || true
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT

memory() { # memory of every container of the check in MiB
  docker stats --no-stream --format '{{.Name}} {{.MemUsage}}' |
    awk '/^nerest-check/ {
      value = $2; unit = value; sub(/[0-9.]+/, "", unit); sub(/[A-Za-z]+$/, "", value)
      mib = unit == "GiB" ? value * 1024 : unit == "MiB" ? value : unit == "KiB" ? value / 1024 : value / 1048576
      printf "%s %.0f\n", $1, mib
    }'
}
sum() { awk '{ total += $2 } END { printf "%.0f\n", total }'; }

echo "check-compose: ${compose[0]} $("${compose[@]}" version --short 2>/dev/null | head -n 1), $(docker version --format 'engine {{.Server.Version}}')"
started="$SECONDS"
"${compose[@]}" up -d >"$work/up.log" 2>&1 || { cat "$work/up.log"; exit 1; }
while true; do
  states="$("${compose[@]}" ps -q | xargs docker inspect \
    --format '{{.Name}} {{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{else}}-{{end}} {{.State.ExitCode}}')"
  # A container that ended is the set-up if it succeeded; any other is a failure.
  if echo "$states" | awk '$2 == "exited" && $4 != 0 { found = 1 } END { exit !found }'; then
    echo "check-compose: FAILED: a container ended:"; echo "$states"; exit 1
  fi
  echo "$states" | awk '$2 != "exited" && $3 != "healthy" { waiting = 1 } END { exit waiting }' && break
  if [ $((SECONDS - started)) -gt "$healthy_limit_s" ]; then
    echo "check-compose: FAILED: not healthy within $healthy_limit_s s:"; echo "$states"; exit 1
  fi
  sleep 1
done
echo "check-compose: all healthy after $((SECONDS - started)) s (limit $healthy_limit_s s)"
memory | tee "$work/idle"
echo "check-compose: $(sum < "$work/idle") MiB when idle"

(while sleep 5; do memory > "$work/sample"; cat "$work/sample"; echo "total $(sum < "$work/sample")"; done > "$work/samples") &
sampler=$!
"${compose[@]}" run --rm -T demo || { echo "check-compose: FAILED: the demo's counts do not reconcile, or it failed"; exit 1; }
kill "$sampler"
awk '$2 > most[$1] { most[$1] = $2 } END { for (name in most) print name, most[name] }' "$work/samples" | sort > "$work/most"
echo "check-compose: the most that was seen of each container, in MiB:"
grep -v '^total ' "$work/most"
peak="$(sed -n 's/^total //p' "$work/most")"
echo "check-compose: at most $peak MiB while the demo ran (limit $memory_limit_mib MiB)"
[ "$peak" -le "$memory_limit_mib" ] || { echo "check-compose: FAILED: too much memory"; exit 1; }

restarts="$("${compose[@]}" ps -q | xargs docker inspect --format '{{.Name}} {{.RestartCount}} {{.State.OOMKilled}}' | awk '$2 != 0 || $3 == "true"')"
[ -z "$restarts" ] || { echo "check-compose: FAILED: restarted (count, for too little memory): $restarts"; exit 1; }

stopping="$SECONDS"
containers="$("${compose[@]}" ps -q ingest scoring selector trainer)"
"${compose[@]}" stop >/dev/null 2>&1
echo "check-compose: stopped in $((SECONDS - stopping)) s"
# 143: ended by SIGTERM. 137 would be SIGKILL after the grace period, or too little memory.
for container in $containers; do
  code="$(docker inspect --format '{{.State.ExitCode}}' "$container")"
  case "$code" in 0 | 143) ;; *) echo "check-compose: FAILED: $(docker inspect --format '{{.Name}}' "$container") ended with $code"; exit 1 ;; esac
done
echo "check-compose: PASSED"
