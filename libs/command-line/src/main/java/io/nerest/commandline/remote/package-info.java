/** Requests of commands to services: one client with retries, forms, and refusals with the reason. */
@NullMarked
package io.nerest.commandline.remote;

import org.jspecify.annotations.NullMarked;
