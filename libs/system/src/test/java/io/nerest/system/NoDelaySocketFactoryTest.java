package io.nerest.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NoDelaySocketFactoryTest {
    private final NoDelaySocketFactory factory = new NoDelaySocketFactory();
    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, loopback);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void unconnectedSocketKeepsNoDelayWhenItConnects() throws IOException {
        try (Socket socket = factory.createSocket()) {
            socket.connect(new InetSocketAddress(loopback, server.getLocalPort()));

            assertThat(socket.isConnected()).isTrue();
            assertThat(socket.getTcpNoDelay()).isTrue();
        }
    }

    @Test
    void connectedSocketsHaveNoDelay() throws IOException {
        int port = server.getLocalPort();
        try (Socket byName = factory.createSocket(loopback.getHostAddress(), port);
                Socket byAddress = factory.createSocket(loopback, port);
                Socket byNameFrom = factory.createSocket(loopback.getHostAddress(), port, loopback, 0);
                Socket byAddressFrom = factory.createSocket(loopback, port, loopback, 0)) {
            for (Socket socket : new Socket[] {byName, byAddress, byNameFrom, byAddressFrom}) {
                assertThat(socket.isConnected()).isTrue();
                assertThat(socket.getTcpNoDelay()).isTrue();
            }
        }
    }
}
