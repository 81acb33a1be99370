package io.nerest.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    private static final int ROUNDS = 50;
    private static final int READERS = 4;

    @TempDir
    private Path folder;

    @Test
    void allThatCreateASecretAtTheSameTimeReadTheSameOne() throws Exception {
        AtomicInteger made = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(READERS);
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Path file = folder.resolve("secret-" + round);
                Callable<String> read = () -> {
                    start.await(30, TimeUnit.SECONDS);
                    return SecretFile.readOrCreate(file, () -> "secret of maker " + made.incrementAndGet());
                };
                List<String> secrets = new ArrayList<>();
                for (Future<String> result : threads.invokeAll(List.of(read, read, read, read))) {
                    secrets.add(result.get());
                }
                assertThat(secrets).doesNotContain("").containsOnly(secrets.get(0));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aSecretIsReadableByItsOwnerOnlyAndCanBeReplaced() throws IOException {
        Path file = folder.resolve("keys/secret");

        assertThat(SecretFile.readOrCreate(file, () -> "first")).isEqualTo("first");
        assertThat(SecretFile.readOrCreate(file, () -> "second")).isEqualTo("first");
        SecretFile.replace(file, "third");

        assertThat(SecretFile.readOrCreate(file, () -> "fourth")).isEqualTo("third");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
