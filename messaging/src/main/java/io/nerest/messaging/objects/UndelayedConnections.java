package io.nerest.messaging.objects;

import java.io.UncheckedIOException;
import java.net.SocketException;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;

/**
 * Has connections send at once (TCP_NODELAY). An object's head and its bytes are written apart; with Nagle's algorithm
 * (RFC 896) its last part would wait for the acknowledgement of the first, which the other side may delay by 40 ms.
 */
final class UndelayedConnections extends EventListener {
    @Override
    public void connectionAcquired(Call call, Connection connection) {
        try {
            connection.socket().setTcpNoDelay(true);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }
}
