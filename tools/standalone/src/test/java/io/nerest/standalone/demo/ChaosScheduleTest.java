package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChaosScheduleTest {
    private static final Map<ChaosFault.Of, List<String>> TARGETS = Map.of(
            ChaosFault.Of.PROCESS, List.of("ingest", "kafka", "postgres"),
            ChaosFault.Of.CLOCK, List.of("ingest", "kafka"),
            ChaosFault.Of.LINK, List.of("s3"),
            ChaosFault.Of.DISK, List.of("data"));

    @Test
    void theSeedDeterminesTheFaults() {
        assertThat(ChaosSchedule.of(50, 7, TARGETS))
                .isEqualTo(ChaosSchedule.of(50, 7, TARGETS))
                .isNotEqualTo(ChaosSchedule.of(50, 8, TARGETS));
    }

    @Test
    void everyKindHappensToATargetOfItsOwn() {
        List<ChaosFault> schedule = ChaosSchedule.of(300, 1, TARGETS);

        assertThat(schedule).extracting(ChaosFault::kind).contains(ChaosFault.Kind.values());
        assertThat(schedule)
                .allSatisfy(fault -> assertThat(TARGETS.get(fault.kind().of())).contains(fault.target()));
        assertThat(schedule).extracting(ChaosFault::target).contains("ingest", "kafka", "postgres", "s3", "data");
        assertThat(schedule.stream().filter(fault -> fault.kind() == ChaosFault.Kind.KILL))
                .hasSizeBetween(60, 120)
                .allSatisfy(fault -> assertThat(fault.millis()).isZero());
    }

    @Test
    void clocksJumpForwardsAndBackwardsByUpToAMinute() {
        List<Long> jumps = ChaosSchedule.of(300, 1, TARGETS).stream()
                .filter(fault -> fault.kind() == ChaosFault.Kind.CLOCK)
                .map(ChaosFault::clockMillis)
                .toList();

        assertThat(jumps)
                .anyMatch(jump -> jump > 0)
                .anyMatch(jump -> jump < 0)
                .allSatisfy(jump -> assertThat(Math.abs(jump)).isBetween(2_000L, 60_000L));
    }
}
