/** Chooses an inference engine and a training precision by measuring the candidates on the machine at hand. */
@NullMarked
package io.nerest.detector.probe;

import org.jspecify.annotations.NullMarked;
