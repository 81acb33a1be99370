package io.nerest.connections;

import java.io.UncheckedIOException;
import java.net.SocketException;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;

/**
 * Has connections send at once (TCP_NODELAY): give it to a client as its event listener. A request's head and its body
 * are written in several parts; with Nagle's algorithm (RFC 896) the last one would wait for the acknowledgement of the
 * first, which the other side may delay by 40 ms.
 */
public final class UndelayedConnections extends EventListener {
    @Override
    public void connectionAcquired(Call call, Connection connection) {
        try {
            connection.socket().setTcpNoDelay(true);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }
}
