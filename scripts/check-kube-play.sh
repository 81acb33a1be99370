#!/usr/bin/env bash
# Starts the rendered Deployments of the overlay 'minimal' as pods of podman, checks that they are as restricted as the manifests
# say, sends one frame through them, and removes all of it.
#
#   scripts/check-kube-play.sh
#
# Needs root, podman 4.3 or newer with netavark and aardvark-dns, jq, yq, openssl and curl, the images of the services and of the
# tools, and the stand-ins for Kafka, PostgreSQL and S3 (scripts/build-images.sh --stand-ins), in podman or in Docker, from where
# they are copied. Without podman the check is skipped. HEALTHY_LIMIT_S changes the limit for the start (180 s).
#
# Changed in the manifests (kube-play.jq), because podman 4.3 cannot do it:
#   - Secrets become ConfigMaps of the same names: from Secrets variables and files arrive encoded (podman #16269).
#   - Volumes of kind emptyDir get the name of their workload before their own: podman shares those of one name between pods.
#   - The StatefulSet of the trainer is played as a Deployment, its volume claim template as a PersistentVolumeClaim.
#   - Probes: podman would run curl in the container, which is not there. This script asks the same paths and ports.
#   - Ports are removed: podman publishes each on this machine, so that two pods with port 8080 do not start.
#   - Services: each pod has the name of its Service as an alias in the network.
# User, group, read-only root, capabilities, privilege escalation, limits and environment are the manifests' own.
# podman ignores: fsGroup, size limits of volumes, priorities, spreading, disruption budgets, service accounts.
# The stand-ins are plain containers: Kafka with the server.properties, PostgreSQL with the roles.sh of the overlay.
# Topics and bucket come from 'nerest setup', because the Job kafka-topics needs Apache's image.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
healthy_limit_s="${HEALTHY_LIMIT_S:-180}"
manifests="$root/k8s/rendered/minimal.yaml"
network=nerest-check
services=(ingest scoring selector trainer console)
stand_ins=(kafka postgres s3)
images=("${services[@]/#/nerest/}" nerest/tools)
images=("${images[@]/%/:0.1.0}")
for stand_in in "${stand_ins[@]}"; do images+=("nerest/stand-in-$stand_in:1"); done

say() { echo "check-kube-play: $*"; }
fail() { say "FAILED: $*"; exit 1; }
command -v podman >/dev/null || { say "SKIPPED: podman is not installed"; exit 0; }
[ "$(id -u)" = 0 ] || { say "SKIPPED: memory limits and networks need root"; exit 0; }
for program in jq yq openssl curl; do
  command -v "$program" >/dev/null || { say "$program is not installed" >&2; exit 2; }
done

work="$(mktemp -d)"
# Without systemd, on cgroups of version 1: crun refuses "hybrid mode", and higher limits for files need CAP_SYS_RESOURCE.
if ! [ -d /run/systemd/system ]; then
  cat > "$work/containers.conf" <<'SETTINGS'
[containers]
default_ulimits = ["nofile=20000:20000", "nproc=20000:20000"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
SETTINGS
  export CONTAINERS_CONF="$work/containers.conf"
fi
if podman network exists "$network" || podman pod exists ingest-pod-0; then
  rm -rf "$work"
  fail "the network $network or the pod ingest-pod-0 exists; remove it first"
fi

loaded=()
finish() {
  local status=$?
  if [ "$status" -ne 0 ]; then
    podman ps -a --format '{{.Names}} {{.Status}}' || true
    for container in "${services[@]/%/-pod-0-service}" "${stand_ins[@]/#/nerest-check-}"; do
      echo "--- $container"
      podman logs --tail 12 "$container" 2>&1 | cut -c1-400 || true
    done
  fi
  podman pod rm -f -t 10 "${services[@]/%/-pod-0}" >/dev/null 2>&1 || true
  podman rm -f -v -t 10 "${stand_ins[@]/#/nerest-check-}" >/dev/null 2>&1 || true
  podman volume ls -q | grep -vxFf "$work/volumes" | xargs -r podman volume rm -f >/dev/null 2>&1 || true
  podman network rm -f "$network" >/dev/null 2>&1 || true
  [ "${#loaded[@]}" = 0 ] || podman rmi "${loaded[@]}" >/dev/null 2>&1 || true
  rm -rf "$work"
  exit "$status"
}
podman volume ls -q > "$work/volumes"
echo none >> "$work/volumes"
trap finish EXIT

say "podman $(podman version --format '{{.Client.Version}}'), $(podman info --format '{{.Host.OCIRuntime.Name}}, cgroups {{.Host.CgroupsVersion}}')"
for image in "${images[@]}"; do
  podman image exists "$image" || loaded+=("$image")
done
if [ "${#loaded[@]}" != 0 ]; then
  docker save "${loaded[@]}" | podman load -q >/dev/null || fail "build these images first: ${loaded[*]}"
  say "copied ${#loaded[@]} images from Docker"
fi

# All objects as JSON; Debian's yq and the other program of this name differ in their options.
{ yq -c . "$manifests" 2>/dev/null || yq -o=json -I=0 . "$manifests"; } | jq -s . > "$work/objects.json"
objects() { jq -r "$@" "$work/objects.json"; }
# A random value for every key of a Secret that an environment variable takes; user names are those of roles.sh.
objects '[.. | .secretKeyRef? // empty | "\(.name) \(.key)"] | unique[]' | while read -r name key; do
  if [ "$key" = username ]; then
    value="${name#nerest-}"
    value="${value%-database}"
  elif [ "$name" = nerest-camera-credentials ]; then
    value="$(openssl rand -base64 32)"
  else
    value="$(openssl rand -hex 24)"
  fi
  jq -n --arg name "$name" --arg key "$key" --arg value "$value" '{($name): {($key): $value}}'
done | jq -s 'reduce .[] as $one ({}; . * $one)' > "$work/secrets.json"
secret() { jq -r --arg name "$1" --arg key "$2" '.[$name][$key]' "$work/secrets.json"; }

openssl genpkey -algorithm ed25519 -out "$work/private.pem" 2>/dev/null
openssl pkey -in "$work/private.pem" -pubout -out "$work/public.pem"
for half in private public; do
  jq -n --arg half "$half" --rawfile key "$work/$half.pem" '{"nerest-signing-\($half)": {"\($half).pem": $key}}'
done > "$work/keys.json"
jq -s 'add' "$work/secrets.json" "$work/keys.json" > "$work/all.json"
mv "$work/all.json" "$work/secrets.json"

started="$SECONDS"
podman network create "$network" >/dev/null
config_map() { objects --arg key "$1" '.[] | select(.kind == "ConfigMap") | .data[$key] // empty'; }
mkdir -m 755 "$work/kafka"
chmod 711 "$work"
config_map server.properties > "$work/kafka/server.properties"
stand_in() { # name, then options of podman, image and command
  local name="$1"
  shift
  podman run -d --name "nerest-check-$name" --network "$network:alias=$name" --cap-drop ALL "$@" >/dev/null
}
container_of() { # name of a workload, then a filter of its container
  objects --arg name "$1" '.[] | select(.kind == "StatefulSet" and .metadata.name == $name) | .spec.template.spec.containers[0] | '"$2"
}
limit() { container_of "$1" '.resources.limits.memory | sub("Mi$"; "m")'; }
kafka_heap="$(container_of kafka '.env[] | select(.name == "KAFKA_HEAP_OPTS") | .value')"
stand_in kafka -m "$(limit kafka)" -e "HEAP=$kafka_heap" -v "$work/kafka:/etc/kafka-single:ro" nerest/stand-in-kafka:1 bash -c '
  java -cp "/platform/*" kafka.tools.StorageTool format --standalone --ignore-formatted \
    --cluster-id ncnuZXN0LXNpbmdsZS1ub2 --config /etc/kafka-single/server.properties
  exec java $HEAP -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "/platform/*" kafka.Kafka /etc/kafka-single/server.properties'
stand_in postgres -m "$(limit postgres)" -e POSTGRES_DB=nerest -e "POSTGRES_PASSWORD=$(secret nerest-postgres password)" nerest/stand-in-postgres:1
stand_in s3 -m "$(limit s3)" -e "RUSTFS_ACCESS_KEY=$(secret nerest-s3 access-key)" -e "RUSTFS_SECRET_KEY=$(secret nerest-s3 secret-key)" \
  nerest/stand-in-s3:1

wait_for() { # what, container, command that succeeds when it is there
  local what="$1" container="$2"
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ $((SECONDS - started)) -le "$healthy_limit_s" ] || fail "$what does not answer within $healthy_limit_s s"
    [ "$(podman inspect --format '{{.State.Status}}' "$container")" = running ] || fail "$what ended"
    sleep 1
  done
}
connects() { podman exec "nerest-check-$1" bash -c "exec 3<>/dev/tcp/127.0.0.1/$2"; }
wait_for kafka nerest-check-kafka connects kafka 9092
wait_for s3 nerest-check-s3 connects s3 9000
wait_for postgres nerest-check-postgres podman exec nerest-check-postgres pg_isready -h 127.0.0.1 -d nerest
passwords=(-e PGHOST=/tmp)
for service in "${services[@]}"; do
  passwords+=(-e "${service^^}_PASSWORD=$(secret "nerest-$service-database" password)")
done
config_map roles.sh | podman exec -i "${passwords[@]}" nerest-check-postgres sh -s >/dev/null
podman run --rm --network "$network" --read-only --cap-drop ALL -m 192m -e "NEREST_S3_ACCESS_KEY=$(secret nerest-s3 access-key)" \
  -e "NEREST_S3_SECRET_KEY=$(secret nerest-s3 secret-key)" nerest/tools:0.1.0 setup --kafka=kafka:9092 --s3=http://s3:9000 --bucket=nerest
say "Kafka, PostgreSQL and the store answer after $((SECONDS - started)) s"

playing="$SECONDS"
started="$SECONDS"
for service in "${services[@]}"; do
  objects --arg name "$service" --argjson secrets "$(cat "$work/secrets.json")" -f "$root/scripts/kube-play.jq" |
    jq -r '"---", tojson' > "$work/$service.yaml"
  podman kube play --network "$network:alias=$service" "$work/$service.yaml" >"$work/play.log" 2>&1 ||
    { cat "$work/play.log"; fail "podman does not play $service"; }
done

pod_container() { echo "$1-pod-0-service"; }
address() { # of a service: host and port
  local infra
  infra="$(podman pod inspect "$1-pod-0" | jq -r 'if type == "array" then .[0] else . end | .InfraContainerID')"
  echo "$(podman inspect "$infra" | jq -r '.[0].NetworkSettings.Networks[].IPAddress'):8080"
}
probe() { # service, kind of probe
  local path
  path="$(objects --arg name "$1" --arg probe "$2" '.[] | select(.kind == "Deployment" or .kind == "StatefulSet")
    | select(.metadata.name == $name) | .spec.template.spec.containers[0][$probe].httpGet.path')"
  curl -sS --noproxy '*' -m 5 "http://$(address "$1")$path" | jq -e '.status == "UP"'
}
for service in "${services[@]}"; do
  wait_for "$service" "$(pod_container "$service")" probe "$service" readinessProbe
  for kind in startupProbe livenessProbe; do
    probe "$service" "$kind" >/dev/null || fail "$kind of $service is not UP"
  done
done
say "start-up, readiness and liveness of ${services[*]} are UP $((SECONDS - playing)) s after the first was played"

status_of() { podman exec "$1" sed -n "s/^$2:[[:space:]]*//p" /proc/1/status; }
expect() { [ "$2" = "$3" ] || fail "$service: $1 is '$2', not '$3'"; }
for service in "${services[@]}"; do
  container="$(pod_container "$service")"
  pod="$(objects --arg name "$service" '.[] | select(.kind == "Deployment" or .kind == "StatefulSet")
    | select(.metadata.name == $name) | .spec.template.spec | tojson')"
  user="$(jq -r .securityContext.runAsUser <<<"$pod")"
  group="$(jq -r .securityContext.runAsGroup <<<"$pod")"
  [ "$user" -gt 0 ] || fail "$service: the manifest's user is root"
  memory="$(jq -r '.containers[0].resources.limits.memory | rtrimstr("Mi") | tonumber * 1048576' <<<"$pod")"
  expect "the user of process 1" "$(status_of "$container" Uid | tr '\t' ' ')" "$user $user $user $user"
  expect "the group of process 1" "$(status_of "$container" Gid | tr '\t' ' ')" "$group $group $group $group"
  for set in CapInh CapPrm CapEff CapBnd CapAmb; do expect "$set" "$(status_of "$container" "$set")" 0000000000000000; done
  expect NoNewPrivs "$(status_of "$container" NoNewPrivs)" 1
  expect "Seccomp (2: a filter)" "$(status_of "$container" Seccomp)" 2
  expect "the memory limit" "$(podman inspect "$container" | jq -r '.[0].HostConfig.Memory')" "$memory"
  # As root too, so that it is not the permissions of / that refuse.
  for writer in "$user" 0; do
    refused="$(podman exec --user "$writer" "$container" touch /probe /nerest/probe 2>&1 || true)"
    expect "the answer to writes to / and /nerest by user $writer" "$(grep -c 'Read-only file system' <<<"$refused")" 2
  done
  podman exec "$container" touch /tmp/probe /work/probe || fail "$service: /tmp or /work is not writable"
done
say "user, group, no capabilities, no new privileges, seccomp, read-only root and memory limit of ${services[*]} are the manifests'"

request() { curl -fsS --noproxy '*' -m 60 -H "Authorization: Bearer $(secret nerest-access token)" "$@"; }
ingest="http://$(address ingest)"
scoring="http://$(address scoring)"
request -X PUT "$ingest/api/streams/check" >/dev/null || fail "the stream was not registered"
sent="$SECONDS"
request -F streamId=check -F capturedAt="$(date -u +%Y-%m-%dT%H:%M:%SZ)" -F "image=@$root/docs/images/learning-curve.png;type=image/png" \
  "$ingest/api/frames" >/dev/null || fail "the upload was rejected"
until status="$(request "$scoring/api/scoring/status")" && jq -e '[.scored[]] | add >= 1' <<<"$status" >/dev/null; do
  [ $((SECONDS - sent)) -le "$healthy_limit_s" ] || fail "the frame was not scored within $healthy_limit_s s: ${status:-}"
  sleep 1
done
say "the uploaded frame was scored after $((SECONDS - sent)) s: $status"

for service in "${services[@]}"; do
  container="$(pod_container "$service")"
  expect restarts "$(podman inspect "$container" | jq -r '.[0].RestartCount')" 0
done
stopping="$SECONDS"
for service in "${services[@]}"; do
  podman pod stop -t 60 "$service-pod-0" >/dev/null
  code="$(podman inspect "$(pod_container "$service")" | jq -r '.[0].State.ExitCode')"
  case "$code" in 0 | 143) ;; *) fail "$service ended with $code" ;; esac
done
say "stopped in $((SECONDS - stopping)) s"
say PASSED
