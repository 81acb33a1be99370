/** What services say to each other: events as records, the topics they travel on, and how they travel. */
@NullMarked
package io.nerest.contracts;

import org.jspecify.annotations.NullMarked;
