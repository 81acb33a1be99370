package io.nerest.detector.engine;

import java.nio.FloatBuffer;

/**
 * What the network says of one batch.
 *
 * @param predictions [batch, 4 + classes, anchors] from index 0: cx, cy, w, h in pixels of the letterbox, then sigmoids
 * @param anchors cells of all levels together
 * @param classes how many classes
 * @param embeddings [batch][channels]: average over all cells of the embedding layer; empty where the model gives none
 */
@SuppressWarnings("ArrayRecordComponent")
public record NetworkOutput(FloatBuffer predictions, int anchors, int classes, float[][] embeddings) {}
