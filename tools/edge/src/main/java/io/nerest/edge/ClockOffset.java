package io.nerest.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far this machine's clock is behind that of the service: the difference of an answer's {@code Date} header, which has whole
 * seconds, and the middle of the request. The answer with the shortest round trip counts. Safe for use by several threads.
 */
final class ClockOffset {
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    private Optional<Measurement> best = Optional.empty();

    /**
     * A measured offset.
     *
     * @param offset to add to this machine's time to get the service's; positive if this machine is behind
     * @param uncertainty half the round trip and half a second
     */
    record Measurement(Duration offset, Duration uncertainty) {}

    synchronized void note(Instant serverDate, Instant sent, Instant received) {
        Duration roundTrip = Duration.between(sent, received);
        Instant middle = sent.plus(roundTrip.dividedBy(2));
        Measurement measured = new Measurement(
                Duration.between(middle, serverDate.plus(HALF_A_SECOND)),
                roundTrip.dividedBy(2).plus(HALF_A_SECOND));
        if (best.isEmpty() || measured.uncertainty().compareTo(best.get().uncertainty()) <= 0 || hasMoved(measured)) {
            best = Optional.of(measured);
        }
    }

    /** The clock was set since the best measurement. */
    private boolean hasMoved(Measurement measured) {
        Measurement before = best.orElse(measured);
        return measured.offset()
                        .minus(before.offset())
                        .abs()
                        .compareTo(measured.uncertainty().plus(before.uncertainty()))
                > 0;
    }

    synchronized Optional<Measurement> measurement() {
        return best;
    }
}
