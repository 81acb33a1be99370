/** Chooses an inference engine and a training precision by measuring the candidates on this machine. */
@NullMarked
package io.nerest.detector.probe;

import org.jspecify.annotations.NullMarked;
