/** Schemas of named arguments: declared by annotated records, parsed from text, validated and listed. */
@NullMarked
package io.nerest.arguments;

import org.jspecify.annotations.NullMarked;
