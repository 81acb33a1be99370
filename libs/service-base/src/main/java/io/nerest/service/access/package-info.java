/** Access control of all services: roles, the access token of a launcher, and the checks at start. */
@NullMarked
package io.nerest.service.access;

import org.jspecify.annotations.NullMarked;
