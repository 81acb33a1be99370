#!/bin/sh
# Generated from the code by GeneratedManifestsTest; a build with other topics or access fails.
set -e
topic() {
  name="$1"
  partitions="$2"
  shift 2
  options=""
  for setting in "$@"; do options="$options --config $setting"; done
  # shellcheck disable=SC2086
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$BOOTSTRAP" --create --if-not-exists --topic "$name" \
    --partitions "$partitions" --replication-factor 1 $options
}
topic batches 1 cleanup.policy=delete retention.ms=604800000
topic batches.dead-letter 1 cleanup.policy=delete retention.ms=7776000000
topic bucket-notifications 3 cleanup.policy=delete retention.ms=604800000
topic bucket-notifications.dead-letter 1 cleanup.policy=delete retention.ms=7776000000
topic detections 6 cleanup.policy=delete retention.ms=604800000
topic detections.dead-letter 1 cleanup.policy=delete retention.ms=7776000000
topic frames 6 cleanup.policy=delete retention.ms=604800000
topic frames.dead-letter 1 cleanup.policy=delete retention.ms=7776000000
topic labels 3 cleanup.policy=delete retention.ms=604800000
topic labels.dead-letter 1 cleanup.policy=delete retention.ms=7776000000
topic model-activations 1 cleanup.policy=delete retention.ms=604800000
topic model-activations.dead-letter 1 cleanup.policy=delete retention.ms=7776000000
topic models 1 cleanup.policy=compact
topic models.dead-letter 1 cleanup.policy=delete retention.ms=7776000000
topic promotion-requests 1 cleanup.policy=delete retention.ms=604800000
topic promotion-requests.dead-letter 1 cleanup.policy=delete retention.ms=7776000000
topic scoring-requests 6 cleanup.policy=delete retention.ms=604800000
topic scoring-requests.dead-letter 1 cleanup.policy=delete retention.ms=7776000000
topic training-cancellations 1 cleanup.policy=delete retention.ms=604800000
topic training-cancellations.dead-letter 1 cleanup.policy=delete retention.ms=7776000000
topic training-progress 1 cleanup.policy=delete retention.ms=604800000
topic training-progress.dead-letter 1 cleanup.policy=delete retention.ms=7776000000
topic training-requests 3 cleanup.policy=delete retention.ms=604800000
topic training-requests.dead-letter 1 cleanup.policy=delete retention.ms=7776000000
topic unscorable-frames 1 cleanup.policy=delete retention.ms=604800000
topic unscorable-frames.dead-letter 1 cleanup.policy=delete retention.ms=7776000000
