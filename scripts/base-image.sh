#!/usr/bin/env bash
# A base image with a Java 17 runtime, made from Debian's packages without an image registry. Needs root and mmdebstrap.
#
#   scripts/base-image.sh [NAME]      # nerest/jre:17 by default
set -euo pipefail
name="${1:-nerest/jre:17}"
archive="$(mktemp --suffix=.tar)"
trap 'rm -f "$archive"' EXIT
# Without the folder of manual pages the configuration of the runtime fails. Charts need a font.
mmdebstrap --quiet --variant=minbase \
  --include=ca-certificates,ca-certificates-java,openjdk-17-jre-headless,fontconfig,fonts-dejavu-core \
  --essential-hook='mkdir -p "$1/usr/share/man/man1"' bookworm "$archive"
docker import "$archive" "$name" >/dev/null
echo "$name: $(docker image inspect --format '{{.Size}}' "$name" | awk '{printf "%.0f MB", $1 / 1e6}')"
