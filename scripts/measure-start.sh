#!/usr/bin/env bash
# Measures how long the packaged services take from their start until they look for their database, without and with the
# archive that docker/archive-classes writes (AppCDS on Java 17 to 24, the AOT cache from Java 25 on). Medians of several starts.
#
#   ./mvnw -DskipTests package
#   scripts/measure-start.sh            # with the java of JAVA_HOME or of the PATH
#   RUNS=9 scripts/measure-start.sh
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
runs="${RUNS:-5}"
[ -z "${JAVA_HOME:-}" ] || PATH="$JAVA_HOME/bin:$PATH"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
TIMEFORMAT='%R %U %S'

# Prints the median wall-clock and processor seconds of starts in the current folder with the given options.
median() {
  for _ in $(seq "$runs"); do
    { time "$root/docker/start-without-database" "$@" >"$folder/start.log" 2>&1 || true; } 2>&1
    grep -q '127.0.0.1:1' "$folder/start.log" || { cat "$folder/start.log" >&2; exit 1; }
  done | awk '{ printf "%.2f %.2f\n", $1, $2 + $3 }' >"$folder/times"
  local middle=$(((runs + 1) / 2))
  echo "$(cut -d' ' -f1 "$folder/times" | sort -n | sed -n "${middle}p") s," \
    "$(cut -d' ' -f2 "$folder/times" | sort -n | sed -n "${middle}p") s of processor time"
}

java -version 2>&1 | sed -n 2p
for module in ingest-service scoring-service selector-service trainer-service console; do
  [ -f "$root/$module/target/quarkus-app/quarkus-run.jar" ] ||
    { echo "measure-start: $module is not packaged; run ./mvnw -DskipTests package first" >&2; exit 1; }
  cp -r "$root/$module/target/quarkus-app" "$folder/$module"
  cd "$folder/$module"
  plain="$(median)"
  PATH="$root/docker:$PATH" archive-classes
  archived="$(median @start.args)"
  echo "$module: $plain; with $(ls classes.*) of $(du -m classes.* | cut -f1) MB: $archived"
  cd "$root"
  rm -r "${folder:?}/$module"
done
