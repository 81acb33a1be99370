@NullMarked
package io.nerest.scoring.http;

import org.jspecify.annotations.NullMarked;
