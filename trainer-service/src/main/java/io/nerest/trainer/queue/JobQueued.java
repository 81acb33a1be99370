package io.nerest.trainer.queue;

/** A job may have been queued. Fired as a CDI event, after the transaction. */
public record JobQueued() {}
