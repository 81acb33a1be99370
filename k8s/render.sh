#!/usr/bin/env bash
# Renders every overlay to k8s/rendered, for users without kustomize and for the tests, and writes the alerts as Prometheus reads them in
# Compose. Run it after every change below k8s.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
command -v kubectl >/dev/null || { echo "render.sh: kubectl is not installed" >&2; exit 2; }
for folder in overlays/*/; do
  overlay="$(basename "$folder")"
  kubectl kustomize "$folder" >"rendered/$overlay.yaml.new"
  mv "rendered/$overlay.yaml.new" "rendered/$overlay.yaml"
  echo "rendered/$overlay.yaml"
done

# The rules are the part of the PrometheusRule below 'spec:', two columns to the left.
{
  echo "# Written by k8s/render.sh from k8s/components/monitoring/alerts.yaml."
  sed -n '/^spec:$/,$p' components/monitoring/alerts.yaml | sed '1d; s/^  //'
} >../docker/observability/alerts.yml
echo ../docker/observability/alerts.yml
