/** Backup of an installation, and its restoration after the loss of the database, the object store or Kafka. */
@NullMarked
package io.nerest.standalone.backup;

import org.jspecify.annotations.NullMarked;
