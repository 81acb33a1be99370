package io.nerest.standalone.network;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * A TCP proxy on localhost between clients and one server. It can delay bytes, limit their rate, hold them back as a partition
 * does, and reset connections. Without a fault it passes bytes on at once.
 */
public final class FaultyLink implements Closeable {
    private static final int BUFFER = 16_384;
    private static final int CONNECT_MILLIS = 2_000;
    private static final long MILLIS_PER_SECOND = 1_000;

    private final ServerSocket server;
    private final IntSupplier target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object changed = new Object();
    private volatile long delayMillis;
    private volatile long bytesPerSecond;
    private volatile boolean partitioned;
    private volatile boolean closed;

    /**
     * Opens the link.
     *
     * @param target port of the server on localhost, read at every connection: a server may start later than the link
     */
    public FaultyLink(IntSupplier target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        start(this::accept, "link-accept");
    }

    /** Returns the port that clients connect to. */
    public int port() {
        return server.getLocalPort();
    }

    /** Delays every read of bytes; 0 for none. */
    public void delay(long millis) {
        delayMillis = millis;
    }

    /** Limits the rate of each direction of each connection; 0 for no limit. */
    public void limit(long newBytesPerSecond) {
        bytesPerSecond = newBytesPerSecond;
    }

    /** Holds all bytes back, and new connections too, until it is called with false. Nothing is lost. */
    public void partition(boolean isPartitioned) {
        synchronized (changed) {
            partitioned = isPartitioned;
            changed.notifyAll();
        }
    }

    /** Resets all connections: both sides see an error. Returns the number of sockets that were open. */
    public int reset() {
        int reset = open.size();
        open.forEach(FaultyLink::abort);
        return reset;
    }

    /** Returns the number of open sockets: two for each connection that passes bytes. */
    public int connections() {
        return open.size();
    }

    /** Ends all faults. */
    public void heal() {
        delay(0);
        limit(0);
        partition(false);
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = server.accept();
                start(() -> connect(client), "link");
            } catch (IOException e) {
                // The link is closed, or the client is gone.
            }
        }
    }

    private void connect(Socket client) {
        Socket far = new Socket();
        try {
            open.add(client);
            awaitPassage();
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getAsInt()), CONNECT_MILLIS);
            open.add(far);
            client.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            start(() -> pump(far, client), "link-back");
            pump(client, far);
        } catch (IOException | RuntimeException e) {
            abort(client);
            abort(far);
            open.remove(client);
            open.remove(far);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (delayMillis > 0) {
                    TimeUnit.MILLISECONDS.sleep(delayMillis);
                }
                if (bytesPerSecond > 0) {
                    TimeUnit.MILLISECONDS.sleep(read * MILLIS_PER_SECOND / bytesPerSecond);
                }
                awaitPassage();
                out.write(buffer, 0, read);
                out.flush();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            abort(from);
            abort(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            if (!open.contains(to)) {
                close(from);
                close(to);
            }
        }
    }

    private void awaitPassage() throws InterruptedException {
        synchronized (changed) {
            while (partitioned && !closed) {
                changed.wait();
            }
        }
    }

    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        heal();
        server.close();
        reset();
    }
}
