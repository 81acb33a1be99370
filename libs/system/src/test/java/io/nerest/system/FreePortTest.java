package io.nerest.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
    void aPortThatWasFoundIsNotFoundAgainBeforeItsServerListens() {
        Set<Integer> found = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            assertThat(found.add(FreePort.find())).isTrue();
        }
    }

    @Test
    void aPortIsReservedForOneProcess() throws Exception {
        int port = FreePort.find();

        assertThat(FreePort.reserve(port)).as("by the process that found it").isTrue();
        assertThat(reservedByAnotherProcess(port)).isFalse();
        assertThat(reservedByAnotherProcess(freeButNotReserved())).isTrue();
    }

    private static int freeButNotReserved() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean reservedByAnotherProcess(int port) throws IOException, InterruptedException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reserving.class.getName(),
                        Integer.toString(port))
                .inheritIO()
                .start();
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return other.exitValue() == 0;
    }

    /** Exits with 0 if it can reserve the port. */
    static final class Reserving {
        private Reserving() {}

        public static void main(String[] arguments) {
            System.exit(FreePort.reserve(Integer.parseInt(arguments[0])) ? 0 : 1);
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
