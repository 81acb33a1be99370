@NullMarked
package io.nerest.standalone.demo;

import org.jspecify.annotations.NullMarked;
