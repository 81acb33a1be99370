#!/usr/bin/env bash
# Builds the images of the services and of the tools from packaged modules (./mvnw -DskipTests package).
#
#   scripts/build-images.sh                      # nerest/ingest:0.1.0, ... on the base image of docker/Dockerfile
#   BASE_IMAGE=nerest/jre:17 scripts/build-images.sh
#   scripts/build-images.sh --stand-ins          # also nerest/stand-in-{kafka,postgres,s3}:1
#   scripts/build-images.sh --gpu                # also nerest/scoring-gpu:0.1.0 and nerest/trainer-gpu:0.1.0, of 3 GB that are downloaded
#
# NEREST_IMAGES and NEREST_TAG change the names, as in docker-compose.yml.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
images="${NEREST_IMAGES:-nerest}"
tag="${NEREST_TAG:-0.1.0}"
stand_ins=false
gpu=false
for option in "$@"; do
  case "$option" in
    --stand-ins) stand_ins=true ;;
    --gpu) gpu=true ;;
    *) echo "build-images: unknown option $option" >&2; exit 2 ;;
  esac
done
base=()
[ -z "${BASE_IMAGE:-}" ] || base=(--build-arg "BASE_IMAGE=$BASE_IMAGE")

for service in ingest scoring selector trainer; do
  [ -f "$root/$service-service/target/quarkus-app/quarkus-run.jar" ] ||
    { echo "build-images: $service is not packaged; run ./mvnw -DskipTests package first" >&2; exit 1; }
done
[ -f "$root/console/target/quarkus-app/quarkus-run.jar" ] ||
  { echo "build-images: the console is not packaged; run ./mvnw -DskipTests package first" >&2; exit 1; }
build() { # file target name, then options of docker build
  local started="$SECONDS"
  docker build -q -f "$root/$1" --target "$2" -t "$3" "${@:4}" "$root" >/dev/null
  echo "$3: $(docker image inspect --format '{{.Size}}' "$3" | awk '{printf "%.0f MB", $1 / 1e6}'), $((SECONDS - started)) s"
}
for target in ingest scoring selector trainer console tools; do
  build docker/Dockerfile "$target" "$images/$target:$tag" "${base[@]}"
done
if $gpu; then
  for target in scoring trainer; do
    build docker/Dockerfile.gpu "$target" "$images/$target-gpu:$tag" --build-arg "SERVICES=$images" --build-arg "SERVICES_TAG=$tag"
  done
fi
if $stand_ins; then
  for target in kafka postgres s3; do
    build docker/stand-ins/Dockerfile "$target" "nerest/stand-in-$target:1" "${base[@]}"
  done
fi
