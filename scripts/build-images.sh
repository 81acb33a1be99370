#!/usr/bin/env bash
# Builds the images of the services and of the tools from packaged modules (./mvnw -DskipTests package).
#
#   scripts/build-images.sh                      # nerest/ingest:0.1.0, ... on the base image of docker/Dockerfile
#   BASE_IMAGE=nerest/jre:17 scripts/build-images.sh
#   scripts/build-images.sh --stand-ins          # also nerest/stand-in-{kafka,postgres,s3}:1
#
# NEREST_IMAGES and NEREST_TAG change the names, as in docker-compose.yml.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
images="${NEREST_IMAGES:-nerest}"
tag="${NEREST_TAG:-0.1.0}"
base=()
[ -z "${BASE_IMAGE:-}" ] || base=(--build-arg "BASE_IMAGE=$BASE_IMAGE")

for service in ingest scoring selector trainer; do
  [ -f "$root/$service-service/target/quarkus-app/quarkus-run.jar" ] ||
    { echo "build-images: $service is not packaged; run ./mvnw -DskipTests package first" >&2; exit 1; }
done
[ -f "$root/console/target/quarkus-app/quarkus-run.jar" ] ||
  { echo "build-images: the console is not packaged; run ./mvnw -DskipTests package first" >&2; exit 1; }
build() { # file target name
  local started="$SECONDS"
  docker build -q -f "$root/$1" --target "$2" "${base[@]}" -t "$3" "$root" >/dev/null
  echo "$3: $(docker image inspect --format '{{.Size}}' "$3" | awk '{printf "%.0f MB", $1 / 1e6}'), $((SECONDS - started)) s"
}
for target in ingest scoring selector trainer console tools; do
  build docker/Dockerfile "$target" "$images/$target:$tag"
done
if [ "${1:-}" = --stand-ins ]; then
  for target in kafka postgres s3; do
    build docker/stand-ins/Dockerfile "$target" "nerest/stand-in-$target:1"
  done
fi
