/** Detection on pictures, folders and videos: where frames come from, how they are looked at, what is written of them. */
@NullMarked
package io.nerest.cli.predict;

import org.jspecify.annotations.NullMarked;
