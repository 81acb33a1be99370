package io.nerest.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.video.spec.CaptureClockKind;
import io.nerest.video.spec.DecoderReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedule, pauses and health, without a service. */
class SourceRulesTest {
    private static final Duration HUNG = Duration.ofSeconds(10);
    private static final Duration FROZEN = Duration.ofSeconds(60);

    @ParameterizedTest
    @CsvSource({
        "2026-07-01T17:00:00Z, true", // 04:00 in Sakhalin, UTC+11
        "2026-07-01T16:59:59Z, false",
        "2026-07-02T11:29:59Z, true",
        "2026-07-02T11:30:00Z, false",
        "2026-07-01T12:30:00Z, true" // 23:30, in the window over midnight
    })
    void aScheduleIsInItsTimeZone(Instant now, boolean open) {
        DailySchedule schedule =
                DailySchedule.parse(List.of("04:00-22:30", "23:00-01:00"), DailySchedule.zone("Asia/Sakhalin"));

        assertThat(schedule.isOpen(now)).isEqualTo(open);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4-22", "04:00", "04:00-04:00", "04:00-24:30", "04:00-05:00-06:00"})
    void whatIsNotAWindowIsRejected(String text) {
        assertThatThrownBy(() -> DailySchedule.parse(List.of(text), DailySchedule.zone("UTC")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pausesDoubleUpToTheLongestAndAreShortAfterASuccess() {
        ReconnectPause pause = new ReconnectPause(Duration.ofSeconds(1), Duration.ofSeconds(5));

        assertThat(List.of(pause.take(), pause.take(), pause.take(), pause.take(), pause.take()))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 5L, 5L);
        pause.succeeded();
        assertThat(pause.take()).isEqualTo(Duration.ofSeconds(1));
    }

    private static DecoderReport report(long decoded, long damaged, long wrongSize, long unchangedMillis) {
        return new DecoderReport(
                DecoderReport.Phase.READING,
                decoded,
                0,
                0,
                0,
                0,
                damaged,
                wrongSize,
                640,
                480,
                unchangedMillis,
                CaptureClockKind.STREAM,
                "");
    }

    private static SourceState judge(DecoderReport now, long silentMillis) {
        return SourceHealth.of(now, report(1, 0, 0, 0), silentMillis, HUNG, FROZEN)
                .state();
    }

    @Test
    void aCameraIsJudgedByWhatArrives() {
        assertThat(judge(report(50, 0, 0, 900), 100)).isEqualTo(SourceState.HEALTHY);
        assertThat(judge(DecoderReport.connecting(), 100)).isEqualTo(SourceState.CONNECTING);
        assertThat(judge(DecoderReport.connecting(), 10_000)).isEqualTo(SourceState.HUNG);
        assertThat(judge(report(50, 0, 0, 900), 10_000)).isEqualTo(SourceState.HUNG);
        assertThat(judge(report(50, 0, 0, 60_000), 100)).isEqualTo(SourceState.HUNG);
        assertThat(judge(report(50, 1, 0, 900), 100)).isEqualTo(SourceState.DAMAGED);
        assertThat(judge(report(50, 0, 1, 900), 100)).isEqualTo(SourceState.WRONG_SIZE);
    }
}
