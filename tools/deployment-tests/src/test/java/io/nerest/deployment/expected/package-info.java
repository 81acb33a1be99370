/** What the code requires of a deployment: topics, access, settings, Secrets. Read from the code, not listed here. */
@NullMarked
package io.nerest.deployment.expected;

import org.jspecify.annotations.NullMarked;
