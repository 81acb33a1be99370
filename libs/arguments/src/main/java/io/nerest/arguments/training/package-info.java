@NullMarked
package io.nerest.arguments.training;

import org.jspecify.annotations.NullMarked;
