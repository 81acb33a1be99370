/**
 * Kafka, PostgreSQL and S3 on one machine without containers. Each part runs in its own process, so each can be killed
 * and restarted alone; its state stays in its data directory.
 */
@NullMarked
package io.nerest.platform;

import org.jspecify.annotations.NullMarked;
