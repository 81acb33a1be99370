/** Models and trainings over REST. */
@NullMarked
package io.nerest.trainer.rest;

import org.jspecify.annotations.NullMarked;
