#!/usr/bin/env bash
# Renders every overlay to k8s/rendered, for users without kustomize and for the tests. Run it after every change below k8s.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
command -v kubectl >/dev/null || { echo "render.sh: kubectl is not installed" >&2; exit 2; }
for folder in overlays/*/; do
  overlay="$(basename "$folder")"
  kubectl kustomize "$folder" >"rendered/$overlay.yaml.new"
  mv "rendered/$overlay.yaml.new" "rendered/$overlay.yaml"
  echo "rendered/$overlay.yaml"
done
