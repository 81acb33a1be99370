/** Detection on images, folders and videos: frame sources, prediction, and output formats. */
@NullMarked
package io.nerest.cli.predict;

import org.jspecify.annotations.NullMarked;
