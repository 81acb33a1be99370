/** {@code nerest detect few-labels}: what labels of a new camera add to a base, by two ways of training. */
@NullMarked
package io.nerest.cli.fewlabels;

import org.jspecify.annotations.NullMarked;
