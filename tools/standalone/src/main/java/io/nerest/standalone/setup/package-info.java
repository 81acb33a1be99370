/** Preparation of an installation: signing keys, topics, bucket. */
@NullMarked
package io.nerest.standalone.setup;

import org.jspecify.annotations.NullMarked;
