package io.nerest.standalone.stack;

import io.nerest.system.ChildProcess;
import io.nerest.system.ChildSpec;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One process of the stack.
 *
 * @param process the program; its name is the part's name: {@code kafka}, {@code scoring}
 * @param readiness how the start is awaited
 */
record PartSpec(ChildSpec process, Readiness readiness) {

    String name() {
        return process.name();
    }

    /** How a part signals that it accepts requests. */
    sealed interface Readiness {
        /**
         * Waits until the part accepts requests.
         *
         * @throws IOException if it ends first or the limit passes; the message names its log
         */
        void await(ChildProcess process, Duration limit) throws IOException, InterruptedException;

        /** The part prints a line that starts with {@link ChildProcess#READY_PREFIX}. */
        record ReadyLine() implements Readiness {
            @Override
            public void await(ChildProcess process, Duration limit) throws IOException, InterruptedException {
                process.awaitReadyLine(limit);
            }
        }

        /** A GET of the URL returns 200. */
        record HealthCheck(URI url) implements Readiness {
            /** From one check to the next: each asks the database and the broker. */
            private static final Duration PAUSE = Duration.ofMillis(200);

            @Override
            public void await(ChildProcess process, Duration limit) throws IOException, InterruptedException {
                HealthClient client = new HealthClient();
                process.awaitReady(
                        () -> {
                            boolean up = client.isUp(url);
                            if (!up) {
                                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
                            }
                            return up;
                        },
                        limit);
            }
        }
    }
}
