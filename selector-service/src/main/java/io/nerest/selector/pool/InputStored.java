package io.nerest.selector.pool;

/**
 * A campaign may now be able to take a step: an event it may wait for was stored, or the campaign was opened, changed or
 * resumed. Fired as a CDI event in the transaction that stores it.
 */
public record InputStored() {}
