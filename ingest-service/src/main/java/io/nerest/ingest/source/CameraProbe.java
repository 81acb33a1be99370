package io.nerest.ingest.source;

import io.nerest.video.address.AddressRule;
import io.nerest.video.address.CameraUrl;
import io.nerest.video.address.ForbiddenAddressException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Optional;

/** Finds out whether a camera accepts connections, before a decoder process is started for it. */
final class CameraProbe {
    private static final int CONNECT_MILLIS = 3_000;

    private CameraProbe() {}

    /** Returns why the camera cannot be reached; empty if it can. */
    static Optional<String> problem(CameraUrl url, AddressRule rule) {
        String place = url.host() + ":" + url.port();
        try (Socket socket = new Socket()) {
            InetAddress address = rule.resolve(url.host()).get(0);
            socket.connect(new InetSocketAddress(address, url.port()), CONNECT_MILLIS);
            return Optional.empty();
        } catch (ForbiddenAddressException e) {
            return Optional.of("the address is not allowed: " + e.getMessage());
        } catch (UnknownHostException e) {
            return Optional.of("the host " + url.host() + " does not exist");
        } catch (IOException e) {
            return Optional.of(place + " does not accept connections");
        }
    }
}
