package io.nerest.selector.round;

import java.time.Instant;

/**
 * Repetitions of a request that has no answer.
 *
 * @param count how many since the last answer
 * @param last time of the last one
 */
public record RepeatedRequests(int count, Instant last) {}
