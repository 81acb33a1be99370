#!/bin/bash
# Starts Apache Kafka with the settings of the environment, as the image apache/kafka does: KAFKA_LOG_DIRS=/data is
# log.dirs=/data. Formats an empty data folder first.
set -euo pipefail
settings=/tmp/server.properties
heap="${KAFKA_HEAP_OPTS:--Xmx384m}"
unset KAFKA_HEAP_OPTS
export KAFKA_LOG_DIRS="${KAFKA_LOG_DIRS:-/var/lib/kafka/data}"
env | sed -n 's/^KAFKA_\([A-Z_]*\)=/\1=/p' | while IFS='=' read -r name value; do
  printf '%s=%s\n' "$(echo "$name" | tr 'A-Z_' 'a-z.')" "$value"
done > "$settings"
java=(java $heap -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dorg.slf4j.simpleLogger.defaultLogLevel=info
  -Dlog4j2.statusLoggerLevel=OFF -cp '/platform/*')
if [ ! -e "$KAFKA_LOG_DIRS/meta.properties" ]; then
  "${java[@]}" kafka.tools.StorageTool format --cluster-id "${CLUSTER_ID:-5L6g3nShT-eMCtK--X86sw}" --config "$settings"
fi
exec "${java[@]}" kafka.Kafka "$settings"
