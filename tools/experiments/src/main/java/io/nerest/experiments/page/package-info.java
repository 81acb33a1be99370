/** Reports to be opened in a browser: one file each, with its pictures in it, that needs no server and no network. */
@NullMarked
package io.nerest.experiments.page;

import org.jspecify.annotations.NullMarked;
