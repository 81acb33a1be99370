/**
 * Metrics of a detector: precision, recall, average precision, confusion, over all objects and by class, size and
 * stream.
 */
@NullMarked
package io.nerest.training.evaluation;

import org.jspecify.annotations.NullMarked;
