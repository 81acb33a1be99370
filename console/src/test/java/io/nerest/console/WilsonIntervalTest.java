package io.nerest.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.console.audit.WilsonInterval;
import org.junit.jupiter.api.Test;

class WilsonIntervalTest {

    /** R: binom::binom.wilson(8, 10) gives 0.4901625 and 0.9433178. */
    @Test
    void theIntervalIsThatOfTheFormula() {
        WilsonInterval interval = WilsonInterval.of(8, 10);

        assertThat(interval.low()).isCloseTo(0.4901625, within(1e-6));
        assertThat(interval.high()).isCloseTo(0.9433178, within(1e-6));
    }

    @Test
    void theEndsStayBetweenZeroAndOne() {
        assertThat(WilsonInterval.of(0, 0)).isEqualTo(new WilsonInterval(0, 1));
        assertThat(WilsonInterval.of(0, 5).low()).isZero();
        assertThat(WilsonInterval.of(5, 5).high()).isCloseTo(1, within(1e-12));
        assertThat(WilsonInterval.of(5, 5).low()).isBetween(0.5, 0.6);
    }
}
