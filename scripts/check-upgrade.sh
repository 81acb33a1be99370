#!/usr/bin/env bash
# Runs the services of an earlier commit beside those of this checkout, on the schema and the topics of this one, and ends them.
# Nothing may be lost, scored twice, become a dead letter or be answered with 5xx.
#
#   scripts/check-upgrade.sh COMMIT [--seconds N] [--out DIR]
#
# The commit is checked out into build/previous-COMMIT and packaged there, which takes minutes the first time.
# MVNW_OPTIONS are further options of Maven.
set -euo pipefail

[ $# -ge 1 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
root="$(cd "$(dirname "$0")/.." && pwd)"
commit="$(git -C "$root" rev-parse --verify --short=12 "$1^{commit}")"
shift
previous="$root/build/previous-$commit"

if [ ! -f "$previous/.packaged" ]; then
  mkdir -p "$root/build"
  [ -d "$previous" ] || git -C "$root" worktree add --detach "$previous" "$commit"
  # shellcheck disable=SC2086
  (cd "$previous" && ./mvnw -q -B -ntp -Dquick -DskipTests ${MVNW_OPTIONS:-} \
    -pl ingest-service,scoring-service,selector-service,trainer-service -am package)
  touch "$previous/.packaged"
fi
echo "the previous version is $(git -C "$previous" log -1 --format='%h of %ad: %s' --date=iso)"
exec "$root/nerest" trial upgrade --previous "$previous" "$@"
