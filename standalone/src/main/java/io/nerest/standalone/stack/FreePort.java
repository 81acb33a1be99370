package io.nerest.standalone.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody listens on. They lie below the range from which systems give ports to outgoing connections (Linux: from
 * 32768 on): a port of that range may be free now and taken by a connection before its server starts.
 */
final class FreePort {
    private static final int LOWEST = 18_000;
    private static final int HIGHEST = 30_000;
    private static final int ATTEMPTS = 200;

    private FreePort() {}

    /** A free port that is none of those. */
    static int find(Collection<Integer> taken) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (!taken.contains(port) && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + LOWEST + " and " + HIGHEST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
