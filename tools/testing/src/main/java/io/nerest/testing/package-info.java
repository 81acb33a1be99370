/**
 * The platform of integration tests: real Kafka, PostgreSQL and S3 as local processes or containers, and a substitute for
 * the services around the one under test.
 */
@NullMarked
package io.nerest.testing;

import org.jspecify.annotations.NullMarked;
