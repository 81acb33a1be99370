package io.nerest.standalone.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultyLinkTest {
    private ServerSocket echo;
    private FaultyLink link;
    private Socket client;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread server = new Thread(this::serve);
        server.setDaemon(true);
        server.start();
        link = new FaultyLink(echo::getLocalPort);
        client = new Socket(InetAddress.getLoopbackAddress(), link.port());
        client.setSoTimeout(10_000);
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                Thread answer = new Thread(() -> {
                    try (socket) {
                        socket.getInputStream().transferTo(socket.getOutputStream());
                    } catch (IOException e) {
                        // The test has reset the connection.
                    }
                });
                answer.setDaemon(true);
                answer.start();
            } catch (IOException e) {
                // The test ends.
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        link.close();
        echo.close();
    }

    private long roundTripMillis(int bytes) throws IOException {
        long start = System.nanoTime();
        client.getOutputStream().write(new byte[bytes]);
        assertThat(client.getInputStream().readNBytes(bytes)).hasSize(bytes);
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    @Test
    void bytesPassInBothDirections() throws IOException {
        roundTripMillis(200_000);
    }

    @Test
    void aDelayIsAddedInEachDirection() throws IOException {
        link.delay(150);

        assertThat(roundTripMillis(1)).isGreaterThanOrEqualTo(300);
    }

    @Test
    void aRateIsKept() throws IOException {
        link.limit(100_000);

        assertThat(roundTripMillis(30_000)).isGreaterThanOrEqualTo(280);
    }

    @Test
    void aPartitionHoldsBytesBackAndLosesNone() throws IOException {
        link.partition(true);
        client.getOutputStream().write(7);
        client.setSoTimeout(300);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

        client.setSoTimeout(10_000);
        link.heal();

        assertThat(client.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void aResetBreaksConnectionsAndNewOnesWork() throws IOException {
        roundTripMillis(1);
        link.reset();
        assertThatThrownBy(() -> {
                    client.getOutputStream().write(1);
                    if (client.getInputStream().read() < 0) {
                        throw new IOException("end of stream");
                    }
                })
                .isInstanceOf(IOException.class);

        client = new Socket(InetAddress.getLoopbackAddress(), link.port());
        client.setSoTimeout(10_000);
        roundTripMillis(1);
    }

    @Test
    void connectionsAreCountedUntilTheyEnd() throws IOException {
        roundTripMillis(1);
        assertThat(link.connections()).isEqualTo(2);
        assertThat(link.reset()).isEqualTo(2);
        await().until(() -> link.connections() == 0);

        client = new Socket(InetAddress.getLoopbackAddress(), link.port());
        client.setSoTimeout(10_000);
        roundTripMillis(1);
        client.close();
        await().until(() -> link.connections() == 0);

        echo.close();
        new Socket(InetAddress.getLoopbackAddress(), link.port()).close();
        await().until(() -> link.connections() == 0);
    }
}
