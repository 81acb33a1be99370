#!/usr/bin/env bash
# Checks the manifests on a cluster of your own: creates a kind cluster, loads locally built images, applies the overlay kind, and
# uploads one frame. It needs docker, kind, kubectl, openssl and curl, the images nerest/{ingest,scoring,selector,
# trainer,console}:0.1.0, and 6 GB of memory. The cluster is deleted at the end; --keep leaves it. Your kubeconfig is not changed:
# 'kind export kubeconfig --name nerest-verify' adds a cluster that was kept.
#
#   k8s/verify.sh [--keep]
#
# It proves, each as one line "ok": the API server accepts every object of the overlays minimal and kind, the schemas of their
# admission included; pods of the level "restricted" are admitted; all services and the console become ready; every topic exists; an
# uploaded frame is scored; a pod that is deleted is replaced and ready again.
# It does not prove: the overlays cpu and gpu, whose operators it does not install; behaviour under load; upgrades.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(dirname "$here")"
cluster=nerest-verify
keep=false
[ "${1:-}" = --keep ] && keep=true

fail() { echo "FAILED: $1" >&2; exit 1; }
for program in kind kubectl openssl curl docker; do
  command -v "$program" >/dev/null || { echo "verify.sh: $program is not installed" >&2; exit 2; }
done
images=(nerest/ingest:0.1.0 nerest/scoring:0.1.0 nerest/selector:0.1.0 nerest/trainer:0.1.0 nerest/console:0.1.0)
for image in "${images[@]}"; do
  docker image inspect "$image" >/dev/null 2>&1 || { echo "verify.sh: build the image $image first (docs/deploy.md)" >&2; exit 2; }
done
kind get clusters 2>/dev/null | grep -qx "$cluster" && fail "the cluster $cluster exists: kind delete cluster --name $cluster"

KUBECONFIG="$(mktemp)"
export KUBECONFIG
cleanup() {
  $keep || kind delete cluster --name "$cluster" >/dev/null 2>&1 || true
  rm -f "$KUBECONFIG"
}
trap cleanup EXIT
kind create cluster --name "$cluster" --config "$here/overlays/kind/kind-cluster.yaml" --wait 120s
context="kind-$cluster"
k() { kubectl --context "$context" -n nerest "$@"; }
kind load docker-image --name "$cluster" "${images[@]}"

"$here/create-secrets.sh" nerest >/dev/null
for overlay in minimal kind; do
  k apply --dry-run=server -f "$here/rendered/$overlay.yaml" >/dev/null || fail "the API server rejects overlay $overlay"
  echo "ok: the API server accepts overlay $overlay"
done
k apply -f "$here/rendered/kind.yaml"
for part in kafka postgres s3; do k rollout status "statefulset/$part" --timeout=300s; done
k wait --for=condition=complete job/kafka-topics --timeout=300s || fail "the topics were not created"
topics="$(k exec kafka-0 -- env LOG_DIR=/tmp/list KAFKA_HEAP_OPTS=-Xmx64m /opt/kafka/bin/kafka-topics.sh --bootstrap-server localhost:9092 --list | grep -vc '^__')"
wanted="$(grep -c '^topic ' "$here/components/single-node/create-topics.sh")"
[ "$topics" = "$wanted" ] || fail "the broker has $topics topics, not $wanted"
echo "ok: $topics topics exist"
for service in ingest scoring selector console; do k rollout status "deployment/$service" --timeout=300s; done
k rollout status statefulset/trainer --timeout=300s
echo "ok: four services and the console are ready as restricted pods"

image="$(find "$root/docs/images" -name '*.png' -print -quit)"
[ -n "$image" ] || fail "no image to upload in docs/images"
ingest=http://127.0.0.1:30081
token="Authorization: Bearer $(k get secret nerest-access -o jsonpath={.data.token} | base64 -d)"
curl -H "$token" -fsS -X PUT "$ingest/api/streams/verify" >/dev/null || fail "the stream was not registered"
curl -H "$token" -fsS -F streamId=verify -F capturedAt="$(date -u +%Y-%m-%dT%H:%M:%SZ)" -F "image=@$image;type=image/png" \
  "$ingest/api/frames" >/dev/null || fail "the upload was rejected"
scored=0
for _ in $(seq 60); do
  scored="$(k get --raw /api/v1/namespaces/nerest/services/scoring:8080/proxy/q/metrics |
    awk '/^nerest_scoring_frames_total/ {n += $2} END {print int(n)}')"
  [ "$scored" -ge 1 ] && break
  sleep 2
done
[ "$scored" -ge 1 ] || fail "the frame was not scored in two minutes"
echo "ok: an uploaded frame was scored"

k delete pod -l app.kubernetes.io/name=ingest --wait=true >/dev/null
k rollout status deployment/ingest --timeout=180s
echo "ok: a deleted pod was replaced"
echo "all checks passed"
