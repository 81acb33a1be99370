package io.nerest.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPlatformTest {
    @TempDir
    Path folder;

    @Test
    void everyPartRestartsOnItsPortAndNoProcessRemains() throws Exception {
        // Given
        List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
        try (EmbeddedPlatform platform = EmbeddedPlatform.start(folder)) {
            for (PlatformPart part : PlatformPart.values()) {
                int port = platform.port(part);

                // When
                platform.kill(part);
                platform.start(part);

                // Then
                assertThat(platform.port(part)).isEqualTo(port);
                try (Socket socket = new Socket("localhost", port)) {
                    assertThat(socket.isConnected()).isTrue();
                }
            }
        }
        List<ProcessHandle> left = ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .filter(process -> !before.contains(process))
                .toList();
        assertThat(left).isEmpty();
    }
}
