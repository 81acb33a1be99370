package io.nerest.detector.engine;

import java.nio.FloatBuffer;

/**
 * The output of the network for one batch.
 *
 * @param predictions [batch, 4 + classes, anchors] from index 0: cx, cy, w, h in pixels of the letterbox, then sigmoids
 * @param anchors number of cells of all levels
 * @param classes number of classes
 * @param embeddings [batch][channels]: average over all cells of the embedding layer; empty if the model has no such output
 */
@SuppressWarnings("ArrayRecordComponent")
public record NetworkOutput(FloatBuffer predictions, int anchors, int classes, float[][] embeddings) {}
