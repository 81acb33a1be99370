/** Entities, their repositories, and the JSON documents stored in them. No other package of the service imports Hibernate's annotations. */
@NullMarked
package io.nerest.selector.storage;

import org.jspecify.annotations.NullMarked;
