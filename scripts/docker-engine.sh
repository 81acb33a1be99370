#!/usr/bin/env bash
# A Docker engine on a machine that has none running, such as a build container without systemd. Needs root and, on
# Debian: apt-get install -y --no-install-recommends docker.io docker-compose iptables
#
#   scripts/docker-engine.sh start FOLDER   # data and socket below FOLDER; prints the settings for the shell
#   eval "$(scripts/docker-engine.sh env FOLDER)"
#   scripts/docker-engine.sh stop FOLDER    # stops the engine, removes its bridges and firewall chains; keeps FOLDER
set -euo pipefail

usage() {
  sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
}
[ $# -eq 2 ] || usage
folder="$(mkdir -p "$2" && cd "$2" && pwd)"
socket="unix://$folder/docker.sock"

answers() { docker -H "$socket" info >/dev/null 2>&1; }

environment() {
  echo "export DOCKER_HOST=$socket DOCKER_BUILDKIT=0"
}

start() {
  if answers; then
    environment
    return
  fi
  command -v dockerd >/dev/null || { echo "docker-engine: dockerd is not installed" >&2; exit 3; }
  setsid dockerd --data-root "$folder/data" --exec-root "$folder/exec" -p "$folder/pid" -H "$socket" \
    >"$folder/dockerd.log" 2>&1 </dev/null &
  for _ in $(seq 60); do
    if answers; then
      environment
      return
    fi
    sleep 0.5
  done
  echo "docker-engine: dockerd did not start; the end of $folder/dockerd.log:" >&2
  tail -n 5 "$folder/dockerd.log" >&2
  exit 1
}

stop() {
  [ -s "$folder/pid" ] || { echo "docker-engine: no engine runs on $folder" >&2; return; }
  pid="$(cat "$folder/pid")"
  docker -H "$socket" ps -q 2>/dev/null | xargs -r docker -H "$socket" rm -f >/dev/null || true
  docker -H "$socket" network prune -f >/dev/null 2>&1 || true
  kill "$pid" 2>/dev/null || true
  for _ in $(seq 60); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.5
  done
  ip link delete docker0 2>/dev/null || true
  for table in nat filter; do
    iptables-save -t "$table" 2>/dev/null | grep -E '^-A .*(DOCKER|docker0)' | sed 's/^-A/-D/' |
      while read -r -a rule; do iptables -t "$table" "${rule[@]}" 2>/dev/null || true; done
    iptables-save -t "$table" 2>/dev/null | sed -n 's/^:\(DOCKER[^ ]*\) .*/\1/p' | while read -r chain; do
      iptables -t "$table" -F "$chain" 2>/dev/null || true
    done
    iptables-save -t "$table" 2>/dev/null | sed -n 's/^:\(DOCKER[^ ]*\) .*/\1/p' | while read -r chain; do
      iptables -t "$table" -X "$chain" 2>/dev/null || true
    done
  done
}

case "$1" in
  start) start ;;
  env) environment ;;
  stop) stop ;;
  *) usage ;;
esac
