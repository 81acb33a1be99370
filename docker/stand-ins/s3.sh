#!/bin/bash
# Starts S3Proxy on the folder /data with the credentials of the image rustfs/rustfs.
set -euo pipefail
: "${RUSTFS_ACCESS_KEY:?is not set}" "${RUSTFS_SECRET_KEY:?is not set}"
umask 077
cat > /tmp/s3proxy.properties <<SETTINGS
s3proxy.endpoint=http://0.0.0.0:9000
s3proxy.authorization=aws-v2-or-v4
s3proxy.identity=$RUSTFS_ACCESS_KEY
s3proxy.credential=$RUSTFS_SECRET_KEY
s3proxy.ignore-unknown-headers=true
s3proxy.v4-max-non-chunked-request-size=67108864
s3proxy.jetty.max-threads=24
jclouds.provider=filesystem-nio2
jclouds.filesystem.basedir=/data
SETTINGS
exec java -XX:MaxRAMPercentage=60 -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
  -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp '/platform/*' \
  org.gaul.s3proxy.Main --properties /tmp/s3proxy.properties
