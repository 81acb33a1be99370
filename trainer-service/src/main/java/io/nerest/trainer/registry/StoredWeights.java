package io.nerest.trainer.registry;

import io.nerest.contracts.ObjectRef;

/**
 * Weights in the object store.
 *
 * @param object the safetensors file
 * @param sha256 of the file
 * @param architecture name and scale of the network, such as {@code yolov8n}
 */
public record StoredWeights(ObjectRef object, String sha256, String architecture) {}
