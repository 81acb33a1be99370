#!/usr/bin/env bash
# Lets a real Prometheus scrape a running stack, and fails if an expression of the dashboard returns no series.
#
#   docker/observability/check-dashboard.sh [DATA_DIR]      the data directory of './nerest up' or of a demo: build/up
#
# The stack should have scored frames. Needs prometheus (Debian: apt-get install prometheus) and curl.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
stack="${1:-$root/build/up}/stack.json"
for program in prometheus curl; do
  command -v "$program" >/dev/null || { echo "check-dashboard.sh: $program is not installed" >&2; exit 2; }
done
[ -f "$stack" ] || { echo "check-dashboard.sh: no stack has run on $(dirname "$stack")" >&2; exit 2; }

folder="$(mktemp -d)"
{
  printf 'global: { scrape_interval: 5s }\nscrape_configs:\n  - job_name: nerest\n    metrics_path: /q/metrics\n    static_configs:\n'
  for service in ingest scoring selector trainer; do
    port="$(sed -n "/\"ports\"/,/}/s/^ *\"$service\" : \([0-9]*\).*/\1/p" "$stack")"
    printf '      - targets: ["localhost:%s"]\n        labels: { service: %s, pod: %s }\n' \
      "$port" "$service" "$service"
  done
} >"$folder/prometheus.yml"
port=$((20000 + RANDOM % 20000))
prometheus --config.file="$folder/prometheus.yml" --storage.tsdb.path="$folder/data" \
  --web.listen-address="127.0.0.1:$port" >"$folder/log" 2>&1 &
process=$!
trap 'kill "$process" 2>/dev/null; wait "$process" 2>/dev/null; rm -rf "$folder"' EXIT
sleep "${SECONDS_OF_SCRAPES:-45}"

failed=0
checked=0
while IFS= read -r expression; do
  answer="$(curl -fsS "http://127.0.0.1:$port/api/v1/query" --data-urlencode "query=$expression")"
  checked=$((checked + 1))
  case "$answer" in
    *'"result":[]'*)
      echo "no series: $expression"
      failed=$((failed + 1))
      ;;
  esac
done < <(sed -n 's/^ *"expr": "\(.*\)",\{0,1\}$/\1/p' "$root/k8s/components/monitoring/dashboards/nerest.json" | sed 's/\\"/"/g')
echo "$checked expressions, $failed without series"
[ "$checked" -gt 0 ] && [ "$failed" -eq 0 ]
