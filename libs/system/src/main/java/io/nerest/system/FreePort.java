package io.nerest.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds TCP ports without a listener and reserves them until this process ends, so that two processes that search at the
 * same time do not find the same port before their servers listen. The reservation is a locked file in the folder of
 * temporary files; where it cannot be made, only the listener is checked. The ports lie below the ephemeral range (from 32768
 * on Linux): a port of that range may be free now and taken by an outgoing connection before its server starts.
 */
public final class FreePort {
    private static final int LOWEST = 18_000;
    private static final int HIGHEST = 30_000;
    private static final int ATTEMPTS = 200;
    private static final Path RESERVATIONS = Path.of(System.getProperty("java.io.tmpdir"), "nerest-ports");
    /** Locked files, open until the process ends. */
    private static final Map<Integer, FileChannel> RESERVED = new HashMap<>();

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
            if (!taken.contains(port) && !isReservedHere(port) && reserve(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + LOWEST + " and " + HIGHEST);
    }

    /**
     * Reserves a port for servers of this process and its children.
     *
     * @return false if a server listens on it, or another process has reserved it
     */
    public static boolean reserve(int port) {
        synchronized (RESERVED) {
            return isFree(port) && (RESERVED.containsKey(port) || lock(port));
        }
    }

    private static boolean isReservedHere(int port) {
        synchronized (RESERVED) {
            return RESERVED.containsKey(port);
        }
    }

    private static boolean lock(int port) {
        try {
            Files.createDirectories(RESERVATIONS);
            FileChannel file = FileChannel.open(
                    RESERVATIONS.resolve(Integer.toString(port)), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (file.tryLock() == null) {
                file.close();
                return false;
            }
            RESERVED.put(port, file);
            return true;
        } catch (OverlappingFileLockException lockedHere) {
            return false;
        } catch (IOException notPermitted) {
            return true;
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
