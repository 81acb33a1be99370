package io.nerest.service.failure;

/** Marks exceptions of servers that are out of reach or busy, so that an event is tried again and never given up. */
public interface TransientFailure {}
