package io.nerest.video.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.video.spec.CaptureClockKind;
import org.junit.jupiter.api.Test;

class CaptureClockTest {
    private static final long NOON = 1_785_585_600_000_000L;
    private static final long SECOND = 1_000_000;

    private final CaptureClock clock = new CaptureClock();

    @Test
    void theCamerasTimeOfDayIsUsedIfItIsPlausible() {
        assertThat(clock.next(0, NOON - 3 * SECOND, NOON)).isEqualTo(NOON - 3 * SECOND);
        assertThat(clock.kind()).isEqualTo(CaptureClockKind.CAMERA);
    }

    @Test
    void aClockThatWasNeverSetIsNotUsed() {
        assertThat(clock.next(0, 5 * SECOND, NOON)).isEqualTo(NOON);
        assertThat(clock.kind()).isEqualTo(CaptureClockKind.STREAM);
    }

    @Test
    void timeStampsOfTheStreamSmoothTheArrival() {
        clock.next(70 * SECOND, RawFrame.NO_TIME, NOON);

        assertThat(clock.next(71 * SECOND, RawFrame.NO_TIME, NOON + SECOND + 300_000))
                .isEqualTo(NOON + SECOND);
        assertThat(clock.kind()).isEqualTo(CaptureClockKind.STREAM);
    }

    @Test
    void timeStampsThatJumpGiveWayToTheArrival() {
        clock.next(70 * SECOND, RawFrame.NO_TIME, NOON);

        assertThat(clock.next(9_000 * SECOND, RawFrame.NO_TIME, NOON + SECOND)).isEqualTo(NOON + SECOND);
        assertThat(clock.kind()).isEqualTo(CaptureClockKind.ARRIVAL);
        assertThat(clock.next(9_001 * SECOND, RawFrame.NO_TIME, NOON + 2 * SECOND))
                .isEqualTo(NOON + 2 * SECOND);
    }

    @Test
    void timesRiseWhateverTheCameraSends() {
        long first = clock.next(0, NOON, NOON);

        assertThat(clock.next(0, NOON - 60 * SECOND, NOON + SECOND)).isGreaterThan(first);
        assertThat(clock.next(RawFrame.NO_TIME, RawFrame.NO_TIME, NOON - SECOND))
                .isGreaterThan(first);
    }
}
