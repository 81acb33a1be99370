package io.nerest.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds TCP ports without a listener. The ports lie below the ephemeral range (from 32768 on Linux): a port of that range
 * may be free now and taken by an outgoing connection before its server starts.
 */
public final class FreePort {
    private static final int LOWEST = 18_000;
    private static final int HIGHEST = 30_000;
    private static final int ATTEMPTS = 200;

    private FreePort() {}

    /** Returns a free port on the loopback interface. */
    public static int find() {
        return find(Set.of());
    }

    /**
     * Returns a free port on the loopback interface that is not among the given ones.
     *
     * @throws IllegalStateException if none is found
     */
    public static int find(Collection<Integer> taken) {
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
