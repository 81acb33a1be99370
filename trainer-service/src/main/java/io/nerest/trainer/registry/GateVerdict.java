package io.nerest.trainer.registry;

import io.nerest.contracts.ModelStatus;

/**
 * Decision of the promotion gate.
 *
 * @param reason one sentence
 */
public record GateVerdict(ModelStatus status, String reason) {}
