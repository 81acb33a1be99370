@NullMarked
package io.nerest.cli.bench;

import org.jspecify.annotations.NullMarked;
