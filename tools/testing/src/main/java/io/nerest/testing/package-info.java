/**
 * The platform under integration tests: real Kafka, PostgreSQL and S3, as local processes or as containers; and the
 * neighbours of the service under test.
 */
@NullMarked
package io.nerest.testing;

import org.jspecify.annotations.NullMarked;
