@NullMarked
package io.nerest.cli.parity;

import org.jspecify.annotations.NullMarked;
