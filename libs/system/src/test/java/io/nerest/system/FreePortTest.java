package io.nerest.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortTest {
    @Test
    void portCanBeBoundAndLiesBelowTheEphemeralRange() throws IOException {
        int port = FreePort.find();

        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.getLocalPort()).isEqualTo(port).isBetween(1024, 32_767);
        }
    }

    @Test
    void portsAlreadyChosenAreNotReturnedAgain() {
        Set<Integer> chosen = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            int port = FreePort.find(chosen);

            assertThat(chosen.add(port)).isTrue();
        }
    }

    @Test
    void failsIfEveryPortIsTaken() {
        Set<Integer> all = new HashSet<>(IntStream.range(1, 65_536).boxed().toList());

        assertThatThrownBy(() -> FreePort.find(all))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no free port");
    }
}
