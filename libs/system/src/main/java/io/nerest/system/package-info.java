/** Files, processes, ports and sockets: what the JDK lacks a class for. */
@NullMarked
package io.nerest.system;

import org.jspecify.annotations.NullMarked;
