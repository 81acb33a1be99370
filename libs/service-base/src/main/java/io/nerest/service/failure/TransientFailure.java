package io.nerest.service.failure;

/** Marks exceptions caused by an unreachable or busy server: events are retried until they succeed. */
public interface TransientFailure {}
