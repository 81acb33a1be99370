#!/usr/bin/env bash
# Checks the alert rules with promtool (Debian: apt-get install prometheus) and runs their unit tests, k8s/alerts-test.yaml.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
command -v promtool >/dev/null || { echo "check-alerts.sh: promtool is not installed" >&2; exit 2; }
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cp ../docker/observability/alerts.yml "$folder/rules.yaml"
cp alerts-test.yaml "$folder/test.yaml"
promtool check rules "$folder/rules.yaml"
promtool test rules "$folder/test.yaml"
untested="$(sed -n 's/^ *- alert: //p' "$folder/rules.yaml" | while read -r alert; do
  [ "$(grep -c "alertname: $alert\$" alerts-test.yaml)" -ge 2 ] || echo "$alert"
done)"
[ -z "$untested" ] || { echo "check-alerts.sh: no test of firing and silence for:" $untested >&2; exit 1; }
