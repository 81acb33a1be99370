/**
 * Kafka, PostgreSQL and S3 on one machine without containers. Each part is a process of its own, so that each can be
 * killed and restarted alone; its state stays in its data folder.
 */
@NullMarked
package io.nerest.platform;

import org.jspecify.annotations.NullMarked;
