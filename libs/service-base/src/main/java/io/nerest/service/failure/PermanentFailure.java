package io.nerest.service.failure;

/** Marks exceptions of input that can never be handled: retrying fails forever. */
public interface PermanentFailure {}
