package io.nerest.standalone.clock;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Prints the time in four ways for every byte of its input. */
final class ShownTimes {
    private ShownTimes() {}

    public static void main(String[] arguments) throws IOException {
        LongSupplier reference = System::currentTimeMillis;
        while (System.in.read() >= 0) {
            System.out.println(System.currentTimeMillis() + " " + Instant.now().toEpochMilli() + " "
                    + Instant.now(Clock.systemUTC()).toEpochMilli() + " " + reference.getAsLong());
        }
    }
}
