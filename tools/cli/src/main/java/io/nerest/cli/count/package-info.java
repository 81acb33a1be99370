/** {@code nerest count}: fish and passages in videos and folders of images. */
@NullMarked
package io.nerest.cli.count;

import org.jspecify.annotations.NullMarked;
