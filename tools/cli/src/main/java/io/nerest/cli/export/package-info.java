@NullMarked
package io.nerest.cli.export;

import org.jspecify.annotations.NullMarked;
