#!/bin/sh
# Formats an empty volume, then runs the broker as process 1.
set -e
/opt/kafka/bin/kafka-storage.sh format --standalone --ignore-formatted \
  --cluster-id ncnuZXN0LXNpbmdsZS1ub2 --config /etc/kafka-single/server.properties
exec /opt/kafka/bin/kafka-server-start.sh /etc/kafka-single/server.properties
